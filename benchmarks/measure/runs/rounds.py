# SPDX-License-Identifier: MIT
"""Cells of several ways, timed in rounds: what each further cell costs beside its runner's start.

A whole run of few cells and one of many differ by what the further cells cost. A host is busier
at one time than at another, so both are run in each round, and the ways in turn; a run that is
not counted comes first and leaves templates, caches and byte code.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.figures import of_each_further
from benchmarks.measure.runs.cost import Cost


@dataclass(frozen=True)
class Ran:
    """The times of a whole run of cells.

    Attributes:
        cost: of all of it, the runner's start included.
        walls: wall seconds of each cell, start to verdict, where they are known.
        qemu_cpu: CPU seconds of each cell's QEMU, where they are known.
        phases_ms: what took how many ms of wall time in each cell, where they are known.
    """

    cost: Cost
    walls: Sequence[float] = ()
    qemu_cpu: Sequence[float] = ()
    phases_ms: Sequence[Mapping[str, float]] = ()


Run = Callable[[Path, int], Ran]
"""Runs so many cells in an empty folder."""


@dataclass(frozen=True)
class Rounds:
    """The runs of one way, round by round.

    Attributes:
        further: how many cells a run of many has more than one of few, which has one.
        few: the runs of one cell.
        many: the runs of `further` cells more.
    """

    further: int
    few: list[Ran] = field(default_factory=list)
    many: list[Ran] = field(default_factory=list)

    @property
    def wall(self) -> list[float]:
        """Wall seconds of each further cell, by round."""
        return self._further(lambda cost: cost.wall)

    @property
    def cpu(self) -> list[float]:
        """CPU seconds of each further cell, by round."""
        return self._further(lambda cost: cost.cpu)

    def _further(self, of: Callable[[Cost], float]) -> list[float]:
        few, many = ([of(ran.cost) for ran in runs] for runs in (self.few, self.many))
        return of_each_further(few, many, self.further)


def in_rounds(
    ways: Mapping[str, Run], further: Mapping[str, int], number: int
) -> dict[str, Rounds]:
    """Time each way in so many rounds.

    Args:
        ways: by their names.
        further: of each way, how many cells a run of many has more than one.
        number: of rounds.
    """
    rounds = {way: Rounds(further[way]) for way in ways}
    _in_turn(ways, dict.fromkeys(ways, 1))
    for _ in range(number):
        for way, ran in _in_turn(ways, dict.fromkeys(ways, 1)).items():
            rounds[way].few.append(ran)
        for way, ran in _in_turn(ways, {way: 1 + further[way] for way in ways}).items():
            rounds[way].many.append(ran)
    return rounds


def _in_turn(ways: Mapping[str, Run], cells: Mapping[str, int]) -> dict[str, Ran]:
    return {way: _once(run, cells[way]) for way, run in ways.items()}


def _once(run: Run, cells: int) -> Ran:
    with tempfile.TemporaryDirectory() as folder:
        return run(Path(folder), cells)
