# SPDX-License-Identifier: MIT
"""A serial line, read as the screen of a terminal."""

from __future__ import annotations

from collections.abc import Callable

from bench.guest.console.text_stream import TextStream
from bench.guest.console.transcript import Transcript
from bench.guest.console.watched import Watched
from bench.qemu.process import Process
from bench.screen.terminal import COLUMNS, ROWS, Terminal, TerminalScreen

_BACKLOG = 1 << 20
"""Bytes that are drawn at a time; of a flood no more than the end is on the screen anyway."""

_NEWEST = 1 << 16
"""Bytes of a flood that are drawn."""


class LiveTerminal(Watched[TerminalScreen]):
    """The terminal at the other end of a line: what it shows of all that came.

    It is drawn in the test's thread, and when the test looks.
    """

    def __init__(self, transcript: Transcript, process: Callable[[], Process]) -> None:
        self._transcript = transcript
        self._process = process
        self.resize()

    @property
    def process(self) -> Process:
        """The QEMU at the other end."""
        return self._process()

    def resize(self, columns: int = COLUMNS, rows: int = ROWS) -> None:
        """Take a terminal of another size, and draw all that came on it anew."""
        self._terminal = Terminal(columns, rows)
        self._stream = TextStream(self._transcript)

    def capture(self) -> TerminalScreen:
        """The screen as it is now."""
        if self._transcript.size - self._stream.offset > _BACKLOG:
            self._stream.offset = self._transcript.size - _NEWEST
        end = self._transcript.size
        while self._stream.offset < end and (text := self._stream.read()):
            self._terminal.feed(text)
        return self._terminal.screen
