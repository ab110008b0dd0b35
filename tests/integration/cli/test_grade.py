# SPDX-License-Identifier: MIT
"""bench grade: the example of the course, on real guests."""

from __future__ import annotations

import json
import os
import shutil
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from bench.cells.grading.grading import Exercise, Grade, Mark
from bench.cells.grading.submissions import find_submissions
from bench.cells.process.processes import CellProcesses
from bench.cells.reading.source import read_cases
from bench.cli.main import app
from bench.errors import BenchError
from bench.project import RESULTS
from bench.report.grades import grades_table, gradescope
from bench.verdict.outcome import Fault, Outcome, Verdict
from tests import ROOT

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
    return grade(COURSE / "submissions" / name, folder)


def grade(submission: Path, folder: Path) -> Grade:
    exercise = Exercise(COURSE / "exercise.py", ROOT, "q35")
    with CellProcesses() as processes:
        return exercise.grade(submission, folder, processes, lambda text: None)


@pytest.mark.parametrize("name", MARKS)
def test_each_gets_what_it_is_worth(name: str, tmp_path: Path) -> None:
    found = graded(name, tmp_path)
    assert tuple(mark.score for mark in found.marks) == MARKS[name]
    assert (found.name, found.score, found.most) == (name, sum(MARKS[name]), 10)


SOURCE = (COURSE / "submissions/right/submission.c").read_text()


@pytest.mark.parametrize(
    ("files", "words"),
    [
        (
            {"Makefile": "obj-m += hello.o\n", "hello.c": SOURCE},
            "makes hello.ko; write obj-m := submission.o",
        ),
        (
            {"Kbuild": "obj-m := hello-1.o\n", "hello.c": SOURCE},
            "Kbuild: cannot build the module submission for x86_64: "
            "hello-1.o has no source hello-1.c; there is hello.c",
        ),
        (
            {"notes.txt": ""},
            "has no Kbuild or Makefile; write a Kbuild file with obj-m := submission.o",
        ),
        (
            {"inner/Kbuild": "", "inner/submission.c": ""},
            "has no Kbuild or Makefile; its files lie in inner/",
        ),
    ],
    ids=["another-name", "no-source", "nothing", "nested"],
)
def test_what_keeps_a_submission_from_being_built_is_told(
    files: dict[str, str], words: str, tmp_path: Path
) -> None:
    """In words of its author's, who has no project."""
    submission = tmp_path / "theirs"
    for name, text in files.items():
        (submission / name).parent.mkdir(parents=True, exist_ok=True)
        (submission / name).write_text(text)
    found = grade(submission, tmp_path / "graded")
    assert {mark.verdict.reason for mark in found.marks} == {words}
    assert found.score == 0


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
    (tmp_path / "work.zip").touch()
    with pytest.raises(
        BenchError, match=r"no submissions: there is only work.zip \(not a folder\)"
    ):
        find_submissions(tmp_path)


def test_what_is_not_a_submission_is_named(tmp_path: Path) -> None:
    for name in ("ann", "Ann", "a [b]*", "ünal", ".git", "__MACOSX"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "Kbuild").touch()
    (tmp_path / "nobody").mkdir()
    (tmp_path / ".DS_Store").touch()
    (tmp_path / "link").symlink_to(tmp_path / "ann")
    os.mkfifo(tmp_path / "pipe")
    found = find_submissions(tmp_path)
    assert [path.name for path in found.folders] == ["Ann", "a [b]*", "ann", "ünal"]
    assert found.left_out == (
        ".DS_Store (not a folder)",
        ".git (left by a tool)",
        "__MACOSX (left by a tool)",
        "link (a link)",
        "nobody (empty)",
        "pipe (not a folder)",
    )


EXERCISE = """\
from pathlib import Path

import bench
from helper import answer


class Asks(bench.Test):
    guest = bench.Linux(unloaded=("submission",))
    budget = bench.Budget(cpu=8, idle=5)

    @bench.points(2)
    def test_answers(self):
        loaded = self.guest.run("insmod", "/modules/submission.ko")
        self.assertEqual(loaded.code, 0)
        self.assertEqual(answer(self.guest), Path(__file__).with_name("answer.txt").read_bytes())

    @bench.points(5)
    def test_cases(self):
        for name in ("optional", "needed"):
            with self.subTest(name):
                if name == "optional":
                    self.skipTest("not asked of this year")
                self.fail("the needed one does not work")

    @bench.points(7)
    def test_later(self):
        self.skipTest("not taught yet")
"""
HELPER = "def answer(guest):\n    return guest.run('cat', '/proc/answer').stdout\n"


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An exercise with a helper and a file beside it, and results that go elsewhere."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv(RESULTS, str(tmp_path / "results"))
    (tmp_path / "exercise.py").write_text(EXERCISE)
    (tmp_path / "helper.py").write_text(HELPER)
    (tmp_path / "answer.txt").write_text("42\n")
    return tmp_path


def test_an_exercise_has_helpers_and_what_is_not_passed_earns_nothing(course: Path) -> None:
    done = course / "done"
    shutil.copytree(COURSE / "submissions/right", done / "a [b] ü")
    shutil.copytree(COURSE / "submissions/right", done / "pipe")
    os.mkfifo(done / "pipe/submission.h")
    (done / "notes.txt").touch()
    result = CliRunner().invoke(app, ["grade", str(course / "exercise.py"), str(done)])
    assert result.exit_code == 0, result.output
    assert "left out: notes.txt (not a folder)" in result.stderr
    first, second = (line for line in result.stdout.splitlines() if "/14" in line)
    assert first.split() == [
        *("a", "[b]", "ü", "✓", "✗", "-", "2/14"),
        *["[needed]", "the", "needed", "one", "does", "not", "work"],
    ]
    assert "0/14" in second
    assert second.endswith(
        "submission.h is a pipe, a socket or a device: hand in files and folders"
    )
    [written] = course.glob("results/grade-*/a */results.json")
    tests = json.loads(written.read_text())["tests"]
    assert [test["score"] for test in tests] == [2, 0, 0]
    assert tests[2]["output"] == "not tried: not taught yet"


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("from helper", "from helpers", "exercise.py:4: cannot be imported: ModuleNotFoundError"),
        ("def test_cases(", "def test_cases((", "exercise.py:18: "),
        ('("submission",)', '("submission", "gone")', "there is no module gone"),
        ('("submission",)', "()", "exercise.py: no test of it boots a module submission on q35"),
        ("    budget", '    machines = "q36"\n    budget', "exercise.py:9: 'q36' fits no machine"),
    ],
)
def test_a_mistake_of_the_exercise_is_told_before_anybody_is_graded(
    course: Path, old: str, new: str, complaint: str
) -> None:
    (course / "exercise.py").write_text(EXERCISE.replace(old, new))
    arguments = ["grade", str(course / "exercise.py"), str(COURSE / "submissions")]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 2, result.output
    assert complaint in result.stderr
    assert result.stderr.count("\n") == 1
    assert not list(course.glob("results/grade-*/right"))


def test_a_fault_of_the_host_is_not_a_students() -> None:
    full = Verdict(Outcome.ERROR, Fault.HOST, "the file system is full")
    grade = Grade("ann", (Mark("A.test_a", "It is loaded.", 2, full),))
    assert grade.not_graded == "the file system is full"
    assert gradescope(grade) == {
        "output": "This submission could not be graded: the file system is full"
    }
    console = Console(width=100, file=StringIO())
    console.print(grades_table([grade]))
    assert isinstance(console.file, StringIO)
    assert "ann         !  not graded  the file system is full" in console.file.getvalue()


def test_points_are_whole_numbers(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(
        "import bench\nclass A(bench.Test):\n guest = bench.Linux()\n"
        " @bench.points('2')\n def test_a(self): ...\n"
    )
    with pytest.raises(BenchError, match=r"a.py:4: points are not a whole number; write for"):
        read_cases("a.py", tmp_path)
