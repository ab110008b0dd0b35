# SPDX-License-Identifier: MIT
"""What came of cells and of pytest's tests when they ran last, and what they measured."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from bench.project import Project

FIGURES = "figures.json"
"""The file of a cell's evidence with what it measured."""

PYTEST = "pytest-*.json"
"""The files that `pytest --bench-results` leaves among the results."""

_JOBS = "job-*/results.json"
_BROKEN_OFF = "INTERRUPT"
"""Avocado's word for a test that was not run to its end, which says nothing of it."""


class Came(StrEnum):
    """What came of a test."""

    GREEN = "pass"
    RED = "red"
    SKIPPED = "skip"
    NOT_RUN = "not run"


@dataclass(frozen=True)
class Figure:
    """What a cell measured.

    Attributes:
        name: what was measured.
        values: numbers by their names, such as P50 and P99.
        unit: of all of them.
        n: how many samples they are of.
        accelerator: QEMU's, by which the guest ran.
    """

    name: str
    values: Mapping[str, float]
    unit: str
    n: int
    accelerator: str

    def __str__(self) -> str:
        numbers = ", ".join(f"{name} {value:,.4g}" for name, value in self.values.items())
        return f"{self.name}: {numbers} {self.unit} (N={self.n:,}, {self.accelerator})"


@dataclass(frozen=True)
class Result:
    """What came of one test.

    Attributes:
        came: green, red, skipped, or not run.
        evidence: the folder of a cell's evidence; None where there is none.
    """

    came: Came
    evidence: Path | None = None

    @property
    def figures(self) -> tuple[Figure, ...]:
        """What it measured."""
        try:
            text = (self.evidence / FIGURES).read_text(encoding="utf-8") if self.evidence else "[]"
            return tuple(Figure(**each) for each in json.loads(text))
        except (OSError, ValueError, TypeError):
            return ()


NOT_RUN = Result(Came.NOT_RUN)


def last_results(root: Path) -> dict[str, Result]:
    """The last result of each test of which there is one, by cells' names and node ids."""
    found: dict[str, Result] = {}
    for name, result in _results(Project(root).results):
        found.setdefault(name, result)
    return found


def _results(folder: Path) -> Iterator[tuple[str, Result]]:
    """Those of all runs whose results are still there, the newest first."""
    # By their time and not by their names, which are alike within a minute.
    files = [*folder.glob(_JOBS), *folder.glob(PYTEST)]
    for file in sorted(files, key=lambda file: file.stat().st_mtime_ns, reverse=True):
        try:
            tests = json.loads(file.read_bytes())["tests"]
            yield from [
                (test["name"], _result(test)) for test in tests if test["status"] != _BROKEN_OFF
            ]
        except (OSError, ValueError, KeyError):
            continue  # of a run that was killed


def _result(test: Mapping[str, Any]) -> Result:
    came = {"PASS": Came.GREEN, "SKIP": Came.SKIPPED, "CANCEL": Came.SKIPPED}
    folder = test.get("logdir")
    return Result(came.get(test["status"], Came.RED), Path(folder) if folder else None)
