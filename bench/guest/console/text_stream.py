# SPDX-License-Identifier: MIT
"""The text of a serial line, read piece by piece from its log."""

from __future__ import annotations

import codecs
import copy
from collections.abc import Iterable
from typing import Self

from bench.guest.console.transcript import Transcript
from bench.structs.records.record_splitter import RecordSplitter

_PIECE = 1 << 14
"""Bytes that are read at a time: a match copies what is left of a piece."""


class TextStream:
    """Reads what has come, without records, from a place on.

    The text is UTF-8 in which each byte that is none is a lone surrogate (PEP 383), so that it
    can be made bytes again.

    Args:
        transcript: the line's.
        end: where to stop; None to go on as more comes.
    """

    def __init__(self, transcript: Transcript, end: int | None = None) -> None:
        self.offset = 0
        self._transcript = transcript
        self._end = end
        self._splitter = RecordSplitter()
        self._decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")

    def copy(self) -> Self:
        """Another one that reads on from the same place."""
        other = copy.copy(self)
        other._splitter = copy.deepcopy(self._splitter)
        other._decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
        other._decoder.setstate(self._decoder.getstate())
        return other

    @property
    def behind(self) -> bool:
        """Whether more has come than was read."""
        return self.offset < self._last

    def read(self) -> str:
        """The next piece of text; nothing if no more has come."""
        while self.behind:
            if self.offset in self._transcript.lost:
                self.offset = self._transcript.lost.stop
                self._splitter = RecordSplitter()
                self._decoder.reset()
                continue
            data = self._transcript.read(self.offset, min(_PIECE, self._last - self.offset))
            self.offset += len(data)
            if text := self._decoder.decode(_text(self._splitter.feed(data))):
                return text
        return ""

    def flush(self) -> str:
        """The bytes held back, once no more will come: half a frame, half a character."""
        text = self._decoder.decode(_text(self._splitter.flush()), final=True)
        self._decoder.reset()
        return text

    @property
    def _last(self) -> int:
        return self._transcript.size if self._end is None else self._end


def _text(pieces: Iterable[object]) -> bytes:
    return b"".join(piece for piece in pieces if isinstance(piece, bytes))
