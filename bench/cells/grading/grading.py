# SPDX-License-Identifier: MIT
"""Grades submissions: the same tests for each, in a project where it stands for a module.

An exercise is a test file whose guests need a module called `submission`
(`bench.Linux(unloaded=("submission",))`); a submission is a folder with its sources and
Kbuild. A submission that breaks its guest does no harm to the others.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from bench.cells.expand import cells_of
from bench.cells.grading.submissions import irregular_file
from bench.cells.process.processes import CellProcesses
from bench.cells.running.agreement import mistake_when_loaded
from bench.cells.running.planner import Planner
from bench.definitions.loader import load_machine
from bench.definitions.machine import Machine
from bench.definitions.need import Need
from bench.definitions.needs.linux import Linux
from bench.errors import BenchError, HostError
from bench.project import MARK, Project
from bench.verdict.outcome import Fault, Outcome, Verdict

MODULE = "submission"


@dataclass(frozen=True)
class Mark:
    """The mark of one test for a submission.

    Attributes:
        test: its class, method and row.
        summary: what it looks for.
        points: what it is worth.
        verdict: on the machine that submissions are tried on, in words for its author.
    """

    test: str
    summary: str
    points: int
    verdict: Verdict

    @property
    def judged(self) -> bool:
        """Whether the verdict is about the submission, and not about emulator or host."""
        return self.verdict.fault in {None, Fault.PAYLOAD}

    @property
    def score(self) -> int:
        """The submission's points for it: none unless it passed."""
        return self.points if self.verdict.outcome is Outcome.PASS else 0


@dataclass(frozen=True)
class Grade:
    """The marks of all tests for a submission.

    Attributes:
        name: of its folder.
        marks: in the order of the exercise.
    """

    name: str
    marks: tuple[Mark, ...]

    @property
    def not_graded(self) -> str:
        """Why the points are not the submission's worth; empty if they are."""
        return next((mark.verdict.why for mark in self.marks if not mark.judged), "")

    @property
    def score(self) -> int:
        """The sum of its points."""
        return sum(mark.score for mark in self.marks)

    @property
    def most(self) -> int:
        """The sum of all points."""
        return sum(mark.points for mark in self.marks)


@dataclass(frozen=True)
class Exercise:
    """An exercise: the tests by which submissions are graded.

    Attributes:
        file: the tests; what lies beside it is there for them.
        root: the project's folder.
        machine: the name of the machine that submissions are tried on.
    """

    file: Path
    root: Path
    machine: str

    def check(self, folder: Path) -> None:
        """Find the mistakes of the exercise itself, before anybody is graded.

        Args:
            folder: for a project without a submission.

        Raises:
            BenchError: the exercise cannot be read or loaded, none of its tests fits the machine
                or needs a submission, or what they need besides is not there.
        """
        project = folder / ".exercise"  # no submission has such a name
        self._lay_out(project, None)
        try:
            self._check(project)
        except HostError:
            raise
        except BenchError as error:
            where = error.where.replace(self._path, str(self.file))
            raise BenchError(error.what, hint=error.hint, where=where) from error

    def _check(self, project: Path) -> None:
        cells = cells_of(project / self._path, self._machines, project)
        if mistake := mistake_when_loaded(self._path, project):
            raise BenchError(mistake.replace(self._path, str(self.file)))
        if not any(_without(cell.need) != cell.need for cell in cells):
            raise BenchError(
                f"no test of it boots a module {MODULE} on {self.machine}",
                hint=f'write for example guest = bench.Linux(unloaded=("{MODULE}",))',
                where=self._path,
            )
        planner = Planner(project)
        for need in dict.fromkeys(_without(cell.need) for cell in cells):
            planner.plan(self._machines[self.machine], need)

    def grade(
        self,
        submission: Path,
        folder: Path,
        processes: CellProcesses,
        told: Callable[[str], None],
    ) -> Grade:
        """Grade one submission.

        Args:
            submission: the folder of the module.
            folder: for a project of its own, and the evidence.
            processes: run its tests.
            told: hears which test runs.

        Raises:
            BenchError: the exercise has a mistake, or none of its tests fits the machine.
        """
        project = folder / "project"
        self._lay_out(project, submission)
        planner = Planner(project)
        cells = cells_of(project / self._path, self._machines, project)
        points = {case.on(self.machine): case.points for case in planner.file(self._path).cases}
        irregular = irregular_file(submission)
        marks = []
        for cell in cells:
            told(f"{submission.name} {cell.test}")
            evidence = folder / cell.test.replace("/", "-")
            ran = None if irregular else processes.run(cell, project, evidence)
            verdict = ran or _refusal(irregular)
            words = _for_its_author(verdict, submission, project)
            marks.append(Mark(cell.test, cell.summary, points[cell], words))
        return Grade(submission.name, tuple(marks))

    @cached_property
    def _machines(self) -> dict[str, Machine]:
        return {self.machine: load_machine(self.machine, *Project(self.root).machines)}

    @property
    def _path(self) -> str:
        return f"tests/{self.file.name}"

    def _lay_out(self, project: Path, submission: Path | None) -> None:
        """A project over the exercise's, with one test file, and the submission as a module."""
        modules = project / "payloads/modules"
        modules.mkdir(parents=True)
        (project / MARK).write_text(f"[bench]\nbase = {self.root.absolute()}\n")
        if submission:
            (modules / MODULE).symlink_to(submission.resolve())
        (project / "tests").mkdir()
        shutil.copy(self.file, project / self._path)
        for helper in self.file.absolute().parent.glob("[!.]*"):
            if helper.name not in {self.file.name, "__pycache__"}:
                (project / "tests" / helper.name).symlink_to(helper)


def _without(need: Need) -> Need:
    """The need without the submission."""
    if not isinstance(need, Linux):
        return need
    modules = tuple(words for words in need.modules if words.split()[:1] != [MODULE])
    unloaded = tuple(name for name in need.unloaded if name != MODULE)
    return replace(need, modules=modules, unloaded=unloaded)


def _refusal(irregular: str) -> Verdict:
    reason = f"{irregular} is a pipe, a socket or a device: hand in files and folders"
    return Verdict(Outcome.ERROR, Fault.PAYLOAD, reason)


def _for_its_author(verdict: Verdict, submission: Path, project: Path) -> Verdict:
    """A verdict in which files are called as their author knows them, and not where they lie."""

    def words(text: str) -> str:
        for folder in (project / "payloads/modules" / MODULE, submission.resolve(), project):
            text = text.replace(f"{folder}/", "").replace(str(folder), "the submission")
        return re.sub(rf"payloads/modules/{MODULE}(/|: )", "", text)

    return replace(verdict, reason=words(verdict.reason), guest=words(verdict.guest))
