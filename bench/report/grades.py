# SPDX-License-Identifier: MIT
"""Grades as a table, and as the file that Gradescope takes.

https://gradescope-autograders.readthedocs.io/en/latest/specs/ (results.json)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.table import Table
from rich.text import Text

from bench.cells.grading.grading import Grade, Mark
from bench.report.terminal import MARKS
from bench.text import printable
from bench.verdict.outcome import Outcome


def grades_table(grades: Sequence[Grade]) -> Table:
    """A line for each submission: what each test said, the points, the first complaint."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("submission", no_wrap=True)
    for mark in grades[0].marks if grades else ():
        table.add_column(mark.test.partition(".")[2].removeprefix("test_"), justify="center")
    table.add_column("points", justify="right", no_wrap=True)
    table.add_column("", overflow="fold")
    for grade in grades:
        marks = [Text(*MARKS[mark.verdict.outcome]) for mark in grade.marks]
        points = Text("not graded" if grade.not_graded else f"{grade.score}/{grade.most}", "bold")
        name = Text(printable(grade.name))
        table.add_row(name, *marks, points, Text(_first_complaint(grade), "dim"))
    return table


def gradescope(grade: Grade) -> dict[str, Any]:
    """`results.json` of one submission; without a score if it could not be graded."""
    if grade.not_graded:
        return {"output": f"This submission could not be graded: {grade.not_graded}"}
    return {"score": grade.score, "tests": [_test(mark) for mark in grade.marks]}


def _test(mark: Mark) -> dict[str, Any]:
    return {
        "name": mark.summary or mark.test,
        "score": mark.score,
        "max_score": mark.points,
        "status": "passed" if mark.verdict.outcome is Outcome.PASS else "failed",
        "output": _complaint(mark),
    }


def _first_complaint(grade: Grade) -> str:
    if grade.not_graded:
        return grade.not_graded
    return next((said for mark in grade.marks if (said := _complaint(mark))), "")


def _complaint(mark: Mark) -> str:
    """The reason why a submission lacks the points of a test, for its author."""
    skipped = mark.verdict.outcome is Outcome.SKIP
    return f"not tried: {mark.verdict.why}" if skipped else mark.verdict.why
