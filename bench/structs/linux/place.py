# SPDX-License-Identifier: MIT
"""Finds the functions that a report of Linux names: `touch+0x5/0x10 [faulty]`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_NAME = r"(?P<function>[A-Za-z_][\w.$]*)"
PLACE = rf"(?P<place>{_NAME}\+0x[0-9a-f]+(?:/0x[0-9a-f]+)?(?: \[(?P<module>\w+)[^\]]*\])?)"
"""As the kernel prints one, with a module's build ID where it prints that."""
NAME = rf"(?P<place>{_NAME}(?P<module>(?!))?)"
"""A function without an offset."""
ADDRESSES = r"(?:\[<? *(?:0x)?[0-9a-f]+>?\] *|[0-9a-f]{16} +)*"
"""The prefix that older kernels, and kmemleak, print before a place."""

COUNTER = re.compile(
    rf"(?:RIP: (?:00[01][08]:)?|\bE?IP: |\be?pc : |PC is at |NIP ){ADDRESSES}(?:\d+:)?{PLACE}"
)
"""Where a processor was: on x86, where 0010 is the kernel's code segment, and on arm64."""

_UNSURE = re.compile(rf"\s*(?:<[A-Z]+> *)*{ADDRESSES}\? {PLACE}")
"""A frame that may be left over from an earlier call."""
_SURE = r"(?!.*\(unreliable\)$)"
_FRAMES = (
    re.compile(rf"\s*{ADDRESSES}\({NAME}\) from "),
    re.compile(rf"\s*(?P<place>{_NAME}(?P<module>(?!))? \S+:\d+) \[inline\]"),
    re.compile(rf"\s*(?:</?[A-Z]+> *)*{ADDRESSES}(?:\(\S+\) from {ADDRESSES})?\(?{PLACE}{_SURE}"),
)
"""Lines of a trace; arm's have two functions, of which the first has no offset."""
_TITLE = re.compile(r"call trace:|backtrace(?: \(crc [0-9a-f]+\))?: *$", re.IGNORECASE)
_END = re.compile(
    r"\s*(?:(?:Allocated|Freed) by|Allocated:|Freed:|Uninit was|Local variable|---\[ end trace"
    r"|Showing all locks|\d+ locks? held by|Sending NMI |NMI backtrace for cpu \d+$"
    r"|page last free)"
)
"""Where a trace ends, and one of something else may begin."""


@dataclass(frozen=True)
class Place:
    """A function of the kernel.

    Attributes:
        function: its name, without what compilers add (`.isra.0`).
        module: whose it is; empty for the kernel itself.
        text: as the kernel prints it.
    """

    function: str
    module: str
    text: str


@dataclass(frozen=True)
class Told:
    """Looks for places that a line tells of in so many words.

    Attributes:
        patterns: have the groups of `PLACE`; the first that is on any of the lines counts.
        head: whether to look at a report's first line alone.
        most: places that are taken.
    """

    patterns: tuple[re.Pattern[str], ...]
    head: bool = False
    most: int = 1

    def places(self, text: Sequence[str]) -> list[Place]:
        """Those in a report's lines."""
        lines = text[:1] if self.head else text
        for pattern in self.patterns:
            if found := [match for line in lines if (match := pattern.search(line))]:
                return [_place(match) for match in found[: self.most]]
        return []


@dataclass(frozen=True)
class Trace:
    """Looks at the frames of a trace.

    Attributes:
        behind: what the line before the trace has: the first of these that is anywhere counts.
        required: whether there is no such trace without that line; else it begins with the
            title that every trace has, or behind the report's first line.
        only: matches the functions that are taken; all if None.
    """

    behind: tuple[re.Pattern[str], ...] = ()
    required: bool = False
    only: re.Pattern[str] | None = None

    def places(self, text: Sequence[str]) -> list[Place]:
        """Those in a report's lines, the innermost first."""
        patterns = self.behind if self.required else (*self.behind, _TITLE, _ANYTHING)
        start = next(
            (at for pattern in patterns if (at := _index(pattern, text)) is not None), None
        )
        if start is None:
            return []
        rest = text[start + 1 :]
        lines = rest[: _index(_END, rest)]
        found = [place for line in lines for place in frames(line)]
        found = found or [_place(match) for line in lines if (match := _UNSURE.match(line))]
        return [place for place in found if not self.only or self.only.search(place.function)]


def frames(line: str) -> list[Place]:
    """The places on a line of a trace, or of the registers that may stand amid one."""
    return [
        *(_place(match) for pattern in _FRAMES if (match := pattern.match(line))),
        *(_place(match) for match in COUNTER.finditer(line)),
    ]


_ANYTHING = re.compile("")


def _index(pattern: re.Pattern[str], text: Sequence[str]) -> int | None:
    """Of the first line that has it."""
    return next((index for index, line in enumerate(text) if pattern.search(line)), None)


def _place(match: re.Match[str]) -> Place:
    return Place(match["function"].partition(".")[0], match["module"] or "", match["place"])
