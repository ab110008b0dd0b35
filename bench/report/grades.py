"""Grades as a table, and as the file that Gradescope takes.

https://gradescope-autograders.readthedocs.io/en/latest/specs/ (results.json)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.table import Table
from rich.text import Text

from bench.cells.grading import Grade, Mark
from bench.report.terminal import MARKS


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
        points = Text(f"{grade.score}/{grade.most}", "bold")
        table.add_row(grade.name, *marks, points, Text(_first_complaint(grade), "dim"))
    return table


def gradescope(grade: Grade) -> dict[str, Any]:
    """What `results.json` of one submission holds."""
    return {"score": grade.score, "tests": [_test(mark) for mark in grade.marks]}


def _test(mark: Mark) -> dict[str, Any]:
    return {
        "name": mark.summary or mark.test,
        "score": mark.score,
        "max_score": mark.points,
        "status": "failed" if mark.verdict.red else "passed",
        "output": mark.verdict.why,
    }


def _first_complaint(grade: Grade) -> str:
    return next((mark.verdict.why for mark in grade.marks if mark.verdict.red), "")
