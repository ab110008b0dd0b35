# SPDX-License-Identifier: MIT
"""The output of a Go test binary: the format of `-test.v=test2json`.

Each line of the framework's begins with 0x16, wherever the tests' own output stands; what a
test logs as an error lies between 0x0f and 0x0e. See Go's cmd/internal/test2json.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

_LINE = re.compile(r"\x16(=== (?:RUN|NAME|CONT|PAUSE) +|--- (?:PASS|FAIL|SKIP): )([^\s]*).*")
_MARKS = str.maketrans("", "", "\x0e\x0f\x16")


class GoOutcome(StrEnum):
    """How a test ended."""

    PASS = "pass"
    FAIL = "fail"
    SKIP = "skip"
    ENDLESS = "did not end"
    """The binary ended before the test did."""


@dataclass(frozen=True)
class GoTestResult:
    """One test, subtest, example, or fuzz test with its seeds.

    Attributes:
        name: as Go writes it, `TestRead/CRLF`.
        outcome: how it ended.
        output: what was said while it ran.
    """

    name: str
    outcome: GoOutcome
    output: str = ""

    @property
    def top(self) -> bool:
        """Whether it is part of no other test."""
        return "/" not in self.name


def parse_go_test(text: str) -> tuple[GoTestResult, ...]:
    """The tests of a run, in the order in which they started.

    Args:
        text: all that the binary wrote.
    """
    outcomes: dict[str, GoOutcome] = {}
    said: dict[str, list[str]] = {}
    for kind, name, line in _lines(text):
        if kind.startswith("---"):
            outcomes[name] = GoOutcome(kind[4:8].lower())
        elif kind.startswith("=== RUN"):
            outcomes[name] = GoOutcome.ENDLESS
        elif line:
            said.setdefault(name, []).append(line)
    return tuple(
        GoTestResult(name, outcome, "\n".join(said.get(name, ())))
        for name, outcome in outcomes.items()
    )


def _lines(text: str) -> Iterator[tuple[str, str, str]]:
    """Each line: the framework's kind, or none; the test that it is about; what it says."""
    now = ""
    for line in text.replace("\r\n", "\n").split("\n"):
        own, mark, rest = line.partition("\x16")
        if own.strip():
            yield "", now, own.translate(_MARKS)
        found = _LINE.fullmatch(mark + rest)
        if found:
            kind, name = found.groups()
            now = name if kind.startswith("===") else now
            yield kind, name, ""
