# SPDX-License-Identifier: MIT
"""What holds of a claim today: by its tests' last results, and by nothing else.

A person says what green tests show. It is the verdict only where, on each architecture that the row
names, each of its tests is green on a machine and red on none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from bench.cells.cell import Cell
from bench.cells.ledger.claim import Claim, Verdict
from bench.cells.ledger.results import NOT_RUN, Came, Figure, Result
from bench.definitions.machine import Machine

HOST = "host"
"""Stands for the architectures where pytest's tests show a claim."""


@dataclass(frozen=True)
class Settling:
    """One test that is to show a claim, on one machine or on the host.

    Attributes:
        name: of the cell, or pytest's id of the test.
        test: the same without a machine.
        place: an architecture, or `HOST`.
        result: what came of it when it ran last.
    """

    name: str
    test: str
    place: str
    result: Result


@dataclass(frozen=True)
class Row:
    """A claim with the tests that are to show it.

    Attributes:
        claim: the claim.
        settling: the tests.
    """

    claim: Claim
    settling: tuple[Settling, ...]

    @property
    def places(self) -> tuple[str, ...]:
        """Where it has to be seen."""
        return (*self.claim.on, *([HOST] if self.claim.by else []))

    @cached_property
    def came(self) -> Mapping[str, str]:
        """What came of it, in each place: `pass`, or what keeps it from that."""
        return {place: self._came(place) for place in self.places}

    @property
    def verdict(self) -> Verdict:
        """What holds today."""
        claim = self.claim
        if any(each.result.came is Came.RED for each in self.settling):
            return Verdict.RED
        if claim.untestable:
            return Verdict.NOT_TESTABLE
        if claim.shows is None:
            return Verdict.NOT_YET
        green = all(came == Came.GREEN for came in self.came.values())
        return claim.shows if green else Verdict.NOT_SETTLED

    @property
    def why(self) -> str:
        """In which places it is not settled, and why; empty where it is."""
        if self.claim.shows is None or self.claim.untestable:
            return ""
        found = [f"{came} on {place}" for place, came in self.came.items() if came != Came.GREEN]
        return ", ".join(found)

    def figures(self, place: str) -> tuple[Figure, ...]:
        """What its green tests measured in a place."""
        here = (each for each in self.settling if each.place == place)
        return tuple(figure for each in here for figure in each.result.figures)

    def _came(self, place: str) -> str:
        here = [each for each in self.settling if each.place == place]
        if not here:
            return "no test"
        if any(each.result.came is Came.RED for each in here):
            return Came.RED
        for test in dict.fromkeys(each.test for each in here):
            came = {each.result.came for each in here if each.test == test}
            if Came.GREEN not in came:
                return Came.SKIPPED if Came.SKIPPED in came else Came.NOT_RUN
        if self.claim.shows is Verdict.MEASURED and not self.figures(place):
            return "no figure"
        return Came.GREEN


def rows(
    claims: Iterable[Claim],
    cells: Iterable[Cell],
    machines: Mapping[str, Machine],
    results: Mapping[str, Result],
) -> tuple[Row, ...]:
    """Join claims with the tests that name them, or that they name, and with their last results."""
    named: dict[str, list[Cell]] = {}
    for cell in cells:
        for claim in cell.claims:
            named.setdefault(claim, []).append(cell)
    return tuple(
        Row(
            claim,
            (
                *_cells(named.get(claim.name, ()), machines, results),
                *_nodes(claim, results),
            ),
        )
        for claim in claims
    )


def _cells(
    cells: Iterable[Cell], machines: Mapping[str, Machine], results: Mapping[str, Result]
) -> Iterator[Settling]:
    for cell in cells:
        test = cell.name.removesuffix(f"[{cell.machine}]")
        result = results.get(cell.name, NOT_RUN)
        yield Settling(cell.name, test, machines[cell.machine].architecture, result)


def _nodes(claim: Claim, results: Mapping[str, Result]) -> Iterator[Settling]:
    """Pytest's tests; of one with parameters each that ran."""
    for node in claim.by:
        ran = [name for name in results if name == node or name.startswith(f"{node}[")]
        for name in ran or [node]:
            yield Settling(name, name, HOST, results.get(name, NOT_RUN))
