# SPDX-License-Identifier: MIT
"""pexpect over text that the bench has drained already."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from pexpect.expect import Expecter
from pexpect.spawnbase import SpawnBase

from bench.guest.console.search import Found, Search, shown
from bench.guest.console.text_stream import TextStream


class TextReader(SpawnBase):  # type: ignore[misc]  # pexpect has no types
    """Expects patterns in a stream of text, of which a failed expectation takes nothing.

    Not over a descriptor, as pexpect's own classes do: they read only while somebody
    expects, and a guest whose line is not read stalls. And not with pexpect's buffer, which is
    copied and searched whole for each piece of text.

    Args:
        stream: the text.
        wait: blocks until the stream has more, or has ended: then it raises pexpect.EOF.
    """

    def __init__(self, stream: TextStream, wait: Callable[[], None]) -> None:
        super().__init__(encoding="utf-8", timeout=None)
        self.delayafterread = None
        self._stream = stream
        self._wait = wait
        self.left: list[str] = []
        """The text that no match has consumed: a search begins with it."""
        self._mark = stream.copy(), self.left
        """Where the last match ended."""
        self._ahead: Callable[[], str] = str

    def find(self, pattern: re.Pattern[str]) -> re.Match[str]:
        """Wait for a match, and consume it with all ahead of it.

        Raises:
            pexpect.EOF: the line ended first.
        """
        _Expecter(self, Search(pattern)).expect_loop(timeout=None)
        match: re.Match[str] = self.match
        return match

    def read_nonblocking(self, size: int = 1, timeout: float | None = None) -> str:
        """More text, as soon as there is some; nothing where more was records alone."""
        if not self.more():
            self._wait()
        return self._stream.read()

    @property
    def consumed(self) -> int:
        """Bytes of the line that the last match, or what was taken, lies ahead of."""
        return self._mark[0].offset

    @property
    def ahead(self) -> str:
        """The text ahead of the last match."""
        return self._ahead()

    def take(self, *, ended: bool) -> bytes:
        """All the text that has come and was not consumed, as it came.

        Args:
            ended: whether no more will come.
        """
        taken = [*self.left]
        while text := self._stream.read():
            taken.append(text)
        if ended:
            taken.append(self._stream.flush())
        self._consume([])
        return "".join(taken).encode("utf-8", "surrogateescape")

    def flush(self) -> str:
        """The bytes held back at the end of the line."""
        return self._stream.flush()

    def more(self) -> bool:
        """Whether more text waits."""
        return self._stream.behind

    def accept(self, found: Found, later: Sequence[str] = ()) -> None:
        """Consume a match and all ahead of it.

        Args:
            found: the match.
            later: what was read and not searched yet.
        """
        start, exact, before = found.start, found.exact, found.before
        if before is not None:
            self._ahead = lambda: before
        else:
            stream, left = self._mark
            self._ahead = lambda: shown(_first(stream.copy(), left, start), exact=exact)
        self.match = found.match
        self._consume([*found.left, *later])

    def reject(self) -> None:
        """Nothing was found: go back to where the last match ended."""
        stream, self.left = self._mark
        self._stream = stream.copy()

    def _consume(self, left: list[str]) -> None:
        self.left = left
        self._mark = self._stream.copy(), left


class _Expecter(Expecter):  # type: ignore[misc]
    """An expectation as pexpect asks it: to look at old text and at new, and how it ends."""

    def __init__(self, reader: TextReader, search: Search) -> None:
        super().__init__(reader, search)
        self._reader = reader
        self._search = search

    def existing_data(self) -> int | None:
        left = self._reader.left
        for number, piece in enumerate(left, 1):
            if (index := self._look(piece, left[number:])) is not None:
                return index
        return None

    def new_data(self, data: str) -> int | None:
        return self._look(data, [])

    def eof(self, err: Any = None) -> int:
        found = self._search.add(self._reader.flush(), more=False) or self._search.finish()
        if found:
            self._reader.accept(found)
            return 0
        self._reader.reject()
        raise err

    def errored(self) -> None:
        self._reader.reject()

    def _look(self, piece: str, later: list[str]) -> int | None:
        more = bool(later) or self._reader.more()
        found = self._search.add(piece, more=more)
        if found is None:
            return None
        self._reader.accept(found, later)
        return 0


def _first(stream: TextStream, left: list[str], size: int) -> str:
    """The first characters of what a stream gave and gives."""
    pieces = [*left]
    length = sum(map(len, left))
    while length < size and (text := stream.read() or stream.flush()):
        pieces.append(text)
        length += len(text)
    return "".join(pieces)[:size]
