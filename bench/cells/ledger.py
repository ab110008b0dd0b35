# SPDX-License-Identifier: MIT
"""The ledger of claims: what the sources say, and the cells that settle it.

The files of `tests/claims/` have a row for each claim; a test names those that it settles
by `@bench.claim`. A verdict is a person's word, and holds while the row's cells are green.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bench.cells.cell import Cell
from bench.definitions.reading.document import Node, read_document
from bench.definitions.reading.problem import DefinitionError
from bench.definitions.wording import alternatives
from bench.errors import BenchError
from bench.project import Project

FOLDER = "tests/claims"
_KEYS = ("claim", "verdict", "note", "by")


class ClaimVerdict(StrEnum):
    """The verdict on a claim."""

    REPRODUCED = "reproduced"
    REFUTED = "refuted"
    MEASURED = "measured"
    NOT_TESTABLE = "not testable"
    NOT_YET = "not yet"
    """Nothing settles it so far."""
    RED = "red"
    """A cell that settles it failed when it ran last."""


@dataclass(frozen=True)
class Claim:
    """A row of the ledger.

    Attributes:
        id: as tests name it, `E-09`.
        claim: what a source says, in one line.
        verdict: what was found; `NOT_YET` if nothing was.
        note: what holds instead, or why it cannot be tested.
        by: the file that settles it where no cell can, from the project's root.
    """

    id: str
    claim: str
    verdict: ClaimVerdict = ClaimVerdict.NOT_YET
    note: str = ""
    by: str = ""


@dataclass(frozen=True)
class Row:
    """A claim with the cells that settle it.

    Attributes:
        claim: the claim.
        results: avocado's word on each cell when it ran last, by its name; empty for one
            that has not run.
    """

    claim: Claim
    results: Mapping[str, str]

    @property
    def verdict(self) -> ClaimVerdict:
        """The verdict that holds today."""
        if any(result not in {"", "PASS", "SKIP"} for result in self.results.values()):
            return ClaimVerdict.RED
        settled = self.results or self.claim.by or self.claim.verdict is ClaimVerdict.NOT_TESTABLE
        return self.claim.verdict if settled else ClaimVerdict.NOT_YET


def read_ledger(root: Path) -> tuple[Claim, ...]:
    """The rows, in their order.

    Raises:
        BenchError: a file has a mistake; the error names its line.
    """
    claims = []
    for file in sorted((root / FOLDER).glob("*.yaml")):
        document = read_document(file)
        if document.problems:
            raise DefinitionError(document.problems)
        claims += [_claim(key, node) for key, node in document.root.value.items()]
    return tuple(claims)


def rows(claims: Iterable[Claim], cells: Iterable[Cell], root: Path) -> tuple[Row, ...]:
    """Join claims with the cells that name them, and those with their last results."""
    settling: dict[str, list[str]] = {}
    for cell in cells:
        for claim in cell.claims:
            settling.setdefault(claim, []).append(cell.name)
    last = _last_results({name for names in settling.values() for name in names}, root)
    return tuple(
        Row(claim, {name: last.get(name, "") for name in settling.get(claim.id, ())})
        for claim in claims
    )


def _claim(key: str, node: Node) -> Claim:
    where = f"{node.path}:{node.key_line}"
    if not isinstance(node.value, dict) or "claim" not in node.value:
        raise BenchError(f"{key} says nothing", hint="give it a line `claim:`", where=where)
    for name, value in node.value.items():
        if name not in _KEYS:
            raise BenchError(
                f"{key}: {name} is not a key of a claim",
                hint=f"use {alternatives(_KEYS)}",
                where=f"{value.path}:{value.key_line}",
            )
    said = {name: str(value.value) for name, value in node.value.items()}
    verdicts = [verdict for verdict in ClaimVerdict if verdict is not ClaimVerdict.RED]
    if said.get("verdict", ClaimVerdict.NOT_YET) not in verdicts:
        raise BenchError(
            f"{key}: there is no verdict {said['verdict']!r}",
            hint=f"use {alternatives(verdicts)}",
            where=f"{node.path}:{node.value['verdict'].line}",
        )
    verdict = ClaimVerdict(said.get("verdict", ClaimVerdict.NOT_YET))
    return Claim(key, said["claim"], verdict, said.get("note", ""), said.get("by", ""))


def _last_results(names: set[str], root: Path) -> dict[str, str]:
    """The outcomes of cells when they ran last, by avocado."""
    found: dict[str, str] = {}
    for name, status in _results(root):
        if name in names:
            found.setdefault(name, status)
        if len(found) == len(names):
            break
    return found


def _results(root: Path) -> Iterator[tuple[str, str]]:
    """The cells of all runs whose results are still there, the newest first."""
    # By their time and not by their names, which are alike within a minute.
    found = Project(root).results.glob("job-*/results.json")
    for file in sorted(found, key=lambda file: file.stat().st_mtime_ns, reverse=True):
        try:
            tests = json.loads(file.read_bytes())["tests"]
            yield from [(test["name"], test["status"]) for test in tests]
        except (OSError, ValueError, KeyError):
            continue  # of a run that was killed
