# SPDX-License-Identifier: MIT
"""The outcomes of a run: tests down, machines across."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path

from bench.verdict.outcome import Outcome, Verdict


@dataclass(frozen=True)
class Entry:
    """One cell of a run.

    Attributes:
        test: `tests/com/first.py:First.test_exit_code`; or a file with a mistake in it.
        machine: the machine's name; empty for a file with a mistake.
        verdict: None for a cell that was not run to its end.
        evidence: the folder that the cell left behind.
        seconds: how long it took.
    """

    test: str
    machine: str
    verdict: Verdict | None = None
    evidence: Path | None = None
    seconds: float = 0.0

    @property
    def name(self) -> str:
        """The cell's name."""
        return f"{self.test}[{self.machine}]" if self.machine else self.test

    @property
    def outcome(self) -> Outcome | None:
        """How the cell ended."""
        return self.verdict.outcome if self.verdict else None


@dataclass(frozen=True)
class Matrix:
    """The cells of a run, in the order in which they were listed."""

    entries: tuple[Entry, ...]

    @cached_property
    def rows(self) -> tuple[str, ...]:
        """The tests."""
        return tuple(dict.fromkeys(entry.test for entry in self.entries if entry.machine))

    @cached_property
    def files(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The files, each with its tests."""
        grouped = groupby(self.rows, key=lambda row: row.partition(":")[0])
        return tuple((file, tuple(rows)) for file, rows in grouped)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The machines, in alphabetical order."""
        return tuple(sorted({entry.machine for entry in self.entries if entry.machine}))

    @cached_property
    def red(self) -> tuple[Entry, ...]:
        """The cells that failed or could not be judged."""
        return tuple(entry for entry in self.entries if entry.verdict and entry.verdict.red)

    @cached_property
    def counts(self) -> Counter[Outcome | None]:
        """How many cells ended how; under None those that were not run to their end."""
        return Counter(entry.outcome for entry in self.entries)

    def at(self, test: str, machine: str) -> Entry | None:
        """The cell of a test on a machine, if there is one."""
        return self._by_place.get((test, machine))

    @cached_property
    def _by_place(self) -> dict[tuple[str, str], Entry]:
        return {(entry.test, entry.machine): entry for entry in self.entries}
