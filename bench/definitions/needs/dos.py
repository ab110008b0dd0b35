# SPDX-License-Identifier: MIT
"""Programs of MS-DOS as a need."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from bench.definitions.need import Need
from bench.errors import BenchError

LONGEST_TAIL = 126
"""Characters that a PSP has room for, beside their number and the carriage return behind."""


@dataclass(frozen=True)
class Dos(Need):
    """A COM program of MS-DOS in 16-bit real mode, on a loader of ours instead of DOS.

    Args:
        program: a file of `payloads/dos/`, without its suffix.
        arguments: the words of the command tail in its PSP.
        hold: whether the guest waits, when the program has ended, for a byte on its
            first serial line: until then a test can look at screen and memory.
    """

    boots: ClassVar[str] = "dos"
    medium: ClassVar[str] = "disk"
    program: str
    arguments: tuple[str, ...] = ()
    hold: bool = False

    def __post_init__(self) -> None:
        super().__post_init__()
        if not re.fullmatch(r"[A-Za-z0-9_-]+", self.program):
            raise BenchError(
                f"{self.program!r} is not a name of a program",
                hint="write that of a file of payloads/dos/ without its suffix, such as hello",
            )
        if not (self.tail.isascii() and self.tail.isprintable()):
            raise BenchError(
                "a command tail is one line of ASCII", hint="leave other characters out"
            )
        if len(self.tail) > LONGEST_TAIL:
            raise BenchError(
                f"a command tail of {len(self.tail)} characters does not fit into a PSP",
                hint=f"write up to {LONGEST_TAIL}, with the blank before each word",
            )

    @property
    def tail(self) -> str:
        """The text behind the program's name on MS-DOS's command line: each word after a blank."""
        return "".join(f" {word}" for word in self.arguments)
