# SPDX-License-Identifier: MIT
"""A terminal that hands on every key, and is itself again afterwards."""

from __future__ import annotations

import os
import signal
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

_ENDING = (signal.SIGTERM, signal.SIGHUP)


@contextmanager
def every_key(descriptor: int) -> Iterator[None]:
    """Have keys come at once, unechoed and uninterpreted, Ctrl-C too.

    What is printed is processed as before, so that a bare newline begins a line. The
    terminal is restored whatever happens, also when the process is asked to end. On
    anything but a terminal nothing is done.
    """
    if not os.isatty(descriptor):
        yield
        return
    before = termios.tcgetattr(descriptor)
    handlers = {number: signal.signal(number, _end) for number in _ENDING}
    try:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, _raw_input(before))
        yield
    finally:
        termios.tcsetattr(descriptor, termios.TCSAFLUSH, before)
        for number, handler in handlers.items():
            signal.signal(number, handler)


def _raw_input(settings: list[int | list[bytes | int]]) -> list[int | list[bytes | int]]:
    """As of cfmakeraw(3), but for output (termios(3))."""
    iflag, oflag, cflag, lflag, *rest = settings
    assert isinstance(iflag, int)
    assert isinstance(lflag, int)
    iflag &= ~(
        termios.BRKINT
        | termios.ISTRIP
        | termios.INLCR
        | termios.IGNCR
        | termios.ICRNL
        | termios.IXON
    )
    lflag &= ~(termios.ECHO | termios.ECHONL | termios.ICANON | termios.ISIG | termios.IEXTEN)
    return [iflag, oflag, cflag, lflag, *rest]


def _end(number: int, frame: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)
