# SPDX-License-Identifier: MIT
"""The ways to measure: times taken here, and cells that leave what they measured as evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from benchmarks.measure.row import Row, write
from benchmarks.measure.runs.project import avocado_run
from benchmarks.places import ROOT

Measure = Callable[[Path, bool], None]
"""Leaves evidence in a folder; hurried, with as few repetitions as show that it works."""


def timed(rows: Callable[[bool], Iterable[Row]]) -> Measure:
    """Time something here: rows come as they are ready, and are left at the end."""

    def measure(folder: Path, hurried: bool) -> None:
        found = []
        for row in rows(hurried):
            print(row.what, row.by, *row.place, flush=True)
            found.append(row)
        write(found, folder)

    return measure


def cells(*arguments: str, runs: int = 1) -> Measure:
    """Run cells, one at a time, which leave evidence below the folder.

    Args:
        arguments: of `avocado run`.
        runs: how often.
    """

    def measure(folder: Path, hurried: bool) -> None:
        times = 1 if hurried else runs
        for run in range(1, times + 1):
            print(f"run {run} of {times}: avocado run {' '.join(arguments)}", flush=True)
            avocado_run(ROOT, f"--job-results-dir={folder}", *arguments)

    return measure
