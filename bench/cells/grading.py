"""Grades submissions: the same tests for each, in a project where it stands for a module.

An exercise is a test file whose guests need a module called `submission`
(`bench.Linux(unloaded=("submission",))`); a submission is a folder with its sources and
Kbuild. What one does to its guest, or leaves undone, is no other's business.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from bench.cells.case import Case
from bench.cells.execute import execute
from bench.cells.expand import cells_of
from bench.cells.planner import Planner
from bench.cells.source import read_cases
from bench.definitions.loader import load_machine
from bench.errors import BenchError
from bench.project import MARK, Project
from bench.verdict.outcome import Verdict

MODULE = "submission"
_EXERCISE = "tests/exercise.py"
_AS_THEY_ARE = (MARK, "machines", "images", "kernels")


@dataclass(frozen=True)
class Mark:
    """What one test said of a submission.

    Attributes:
        test: its class and method.
        summary: what it looks for.
        points: what it is worth.
        verdict: on the machine that submissions are tried on.
    """

    test: str
    summary: str
    points: int
    verdict: Verdict

    @property
    def score(self) -> int:
        """What the submission got for it."""
        return 0 if self.verdict.red else self.points


@dataclass(frozen=True)
class Grade:
    """What all tests said of a submission.

    Attributes:
        name: of its folder.
        marks: in the order of the exercise.
    """

    name: str
    marks: tuple[Mark, ...]

    @property
    def score(self) -> int:
        """The sum of its points."""
        return sum(mark.score for mark in self.marks)

    @property
    def most(self) -> int:
        """What there was to be had."""
        return sum(mark.points for mark in self.marks)


def submissions(folder: Path) -> tuple[Path, ...]:
    """The folders of a folder, each a submission.

    Raises:
        BenchError: there is none.
    """
    found = sorted(path for path in folder.glob("*") if path.is_dir())
    if not found:
        raise BenchError(f"{folder} has no submissions", hint="a submission is a folder in it")
    return tuple(found)


@dataclass(frozen=True)
class Exercise:
    """What submissions are graded by.

    Attributes:
        file: the tests.
        root: the project's folder.
        machine: the name of the machine that submissions are tried on.
    """

    file: Path
    root: Path
    machine: str

    def grade(self, submission: Path, folder: Path, told: Callable[[str], None]) -> Grade:
        """Grade one submission.

        Args:
            submission: the folder of the module.
            folder: for a project of its own, and the evidence.
            told: hears which test runs.

        Raises:
            BenchError: the exercise has a mistake, or none of its tests fits the machine.
        """
        project = folder / "project"
        self._lay_out(project, submission)
        path = project / _EXERCISE
        machines = {self.machine: load_machine(self.machine, *Project(self.root).machines)}
        planner = Planner(project)
        verdicts: dict[tuple[str, str], Verdict] = {}
        for cell in cells_of(path, machines, project):
            told(f"{submission.name} {cell.class_name}.{cell.method}")
            evidence = folder / f"{cell.class_name}.{cell.method}"
            verdict = execute(cell, evidence, planner=planner)
            # The author knows the file, and not where it lies here.
            reason = re.sub(rf"payloads/modules/{MODULE}(/|: )", "", verdict.reason)
            verdicts[cell.class_name, cell.method] = replace(verdict, reason=reason)
        return Grade(submission.name, tuple(_marks(read_cases(_EXERCISE, project), verdicts)))

    def _lay_out(self, project: Path, submission: Path) -> None:
        """A project with one test file, and the submission among its modules."""
        modules = project / "payloads/modules"
        modules.mkdir(parents=True)
        (project / "tests").mkdir()
        shutil.copy(self.file, project / _EXERCISE)
        for name in _AS_THEY_ARE:
            if (self.root / name).exists():
                (project / name).symlink_to(self.root / name)
        for path in (self.root / "payloads").glob("*"):
            if path.name != "modules":
                (project / "payloads" / path.name).symlink_to(path)
        for path in (self.root / "payloads/modules").glob("*"):
            if path.name != MODULE:
                (modules / path.name).symlink_to(path)
        (modules / MODULE).symlink_to(submission.resolve())


def _marks(cases: Iterable[Case], verdicts: Mapping[tuple[str, str], Verdict]) -> Iterable[Mark]:
    for case in cases:
        verdict = verdicts.get((case.class_name, case.method))
        if verdict:
            test = f"{case.class_name}.{case.method}"
            yield Mark(test, case.summary, case.points, verdict)
