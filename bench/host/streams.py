# SPDX-License-Identifier: MIT
"""Standard streams as everything here expects them: open, and able to take every character."""

from __future__ import annotations

import codecs
import os
import sys
from io import TextIOWrapper

_PLAIN = {
    "✓": "+",
    "✗": "x",
    "│": "|",
    "└": "`",
    "·": ".",
    "…": "...",
    "→": "->",
    "█": "#",
}
"""Substitutes for characters of the bench's own on a terminal that has ASCII alone."""

_HANDLER = "bench-plain"


def prepare_streams() -> None:
    """Open standard streams that are closed, and have them replace what they cannot encode.

    A closed one would give its number to the next file that is opened.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            os.open(os.devnull, os.O_RDWR)  # the lowest number that is free: this one
            setattr(sys, name, open(number, "r" if number == 0 else "w", encoding="utf-8"))  # noqa: PTH123, SIM115
    codecs.register_error(_HANDLER, _plain)
    # avocado keeps those that Python began with, and puts others in their place.
    for stream in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors=_HANDLER)


def _plain(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    unfit = error.object[error.start : error.end]
    return "".join(_PLAIN.get(char, "?") for char in unfit), error.end
