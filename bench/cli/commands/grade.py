# SPDX-License-Identifier: MIT
"""`bench grade`: what thirty modules are worth."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

EXAMPLES = (
    (
        "bench grade docs/course/exercise.py docs/course/submissions",
        "a line each",
    ),
)

Exercise = Annotated[
    Path, typer.Argument(exists=True, dir_okay=False, help="A test file that needs `submission`.")
]
Submissions = Annotated[
    Path, typer.Argument(exists=True, file_okay=False, help="A folder with a folder for each.")
]
MachineName = Annotated[
    str, typer.Option("-m", "--machine", help="What they are tried on.", show_default=True)
]


def command(exercise: Exercise, folder: Submissions, machine: MachineName = "q35") -> None:
    """Grade kernel modules: an exercise's tests for each of the folders, each in its own guest.

    A submission that hangs or crashes its guest, or does not build, loses the points of those
    tests and no others. Its `results.json` is as Gradescope takes it. A Kbuild file is a
    program of its author's that runs on this host.

    The exit code is 0 if all are graded, 1 if some are not as emulator or host failed, and 2 if
    the exercise has a mistake: then nobody is graded.
    """
    import json
    import os

    from rich.text import Text

    from bench.cells.grading.grading import Exercise
    from bench.cells.grading.submissions import find_submissions
    from bench.cells.process.processes import CellProcesses
    from bench.cli.names.definitions import load_machine
    from bench.cli.show.output import messages, output
    from bench.cli.show.results import new_folder
    from bench.project import find_root
    from bench.report.grades import grades_table, gradescope
    from bench.text import printable

    root = find_root()
    load_machine(machine, root)  # or a name misspelt, which this says
    found = find_submissions(folder)
    if found.left_out:
        messages().print(Text(f"left out: {', '.join(found.left_out)}"), soft_wrap=True)
    results = new_folder(root, "grade")
    by = Exercise(exercise, root, machine)
    grades = []
    with messages().status("the exercise") as status, CellProcesses() as processes:

        def told(text: str) -> None:
            status.update(Text(printable(text)))

        by.check(results)
        for submission in found.folders:
            own = results / submission.name
            own.mkdir()
            grade = by.grade(submission, own, processes, told)
            (own / "results.json").write_text(json.dumps(gradescope(grade), indent=1))
            grades.append(grade)
    output().print(grades_table(grades))
    output().print(f"\nresults in {os.path.relpath(results)}", style="dim", soft_wrap=True)
    if any(grade.not_graded for grade in grades):
        raise typer.Exit(1)
