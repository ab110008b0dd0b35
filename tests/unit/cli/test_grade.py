"""bench grade: the example of the course, on real guests."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from bench.cells.grading import Exercise, Grade, submissions
from bench.cells.source import read_cases
from bench.errors import BenchError
from bench.report.grades import gradescope
from tests.unit.machine_code import ROOT

COURSE = ROOT / "docs/course"
MARKS = {
    "does-not-build": (0, 0, 0, 0, 0),
    "frees-twice": (1, 2, 3, 2, 0),
    "leaks": (1, 2, 3, 0, 2),
    "oopses": (1, 2, 0, 0, 0),
    "right": (1, 2, 3, 2, 2),
    "says-41": (1, 0, 3, 2, 2),
    "stays": (1, 2, 3, 2, 0),
}
"""Of all but the one that hangs, which takes its budget for each test."""


def graded(name: str, folder: Path) -> Grade:
    exercise = Exercise(COURSE / "exercise.py", ROOT, "q35")
    return exercise.grade(COURSE / "submissions" / name, folder, lambda text: None)


@pytest.mark.parametrize("name", MARKS)
def test_each_gets_what_it_is_worth(name: str, tmp_path: Path) -> None:
    found = graded(name, tmp_path)
    assert tuple(mark.score for mark in found.marks) == MARKS[name]
    assert (found.name, found.score, found.most) == (name, sum(MARKS[name]), 10)


def test_the_results_are_gradescopes(tmp_path: Path) -> None:
    found = gradescope(graded("does-not-build", tmp_path))
    assert found["score"] == 0
    assert [test["max_score"] for test in found["tests"]] == [1, 2, 3, 2, 2]
    assert found["tests"][0]["name"] == "It can be loaded."
    assert found["tests"][0]["status"] == "failed"
    assert found["tests"][0]["output"].startswith("submission.c:30: cannot build")
    json.dumps(found)


def test_no_submission_touches_another(tmp_path: Path) -> None:
    """They are known by their content, and not by the name that all have."""
    for name in ("right", "says-41", "right"):
        shutil.rmtree(tmp_path, ignore_errors=True)
        tmp_path.mkdir()
        assert graded(name, tmp_path).score == sum(MARKS[name])


def test_a_folder_without_submissions_is_told(tmp_path: Path) -> None:
    with pytest.raises(BenchError, match="has no submissions; a submission is a folder in it"):
        submissions(tmp_path)


def test_points_are_whole_numbers(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(
        "import bench\nclass A(bench.Test):\n guest = bench.Linux()\n"
        " @bench.points('2')\n def test_a(self): ...\n"
    )
    with pytest.raises(BenchError, match=r"a.py:4: points are not a whole number; write for"):
        read_cases("a.py", tmp_path)
