# SPDX-License-Identifier: MIT
"""A job's results as a matrix: on the terminal and as a page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from avocado.core.extension_manager import PluginPriority
from avocado.core.output import LOG_UI
from avocado.core.plugin_interfaces import JobPost, Result
from rich.console import Console

from bench.avocado.order import listed
from bench.avocado.runner import KIND
from bench.cells.cell import Reference
from bench.report.matrix import Entry, Matrix
from bench.report.terminal import print_matrix
from bench.verdict.outcome import Verdict


def matrix_of(job: Any) -> Matrix:
    """The cells of a job, also those that it did not come to."""
    ended = {state["name"].name: state for state in job.result.tests}
    return Matrix(
        tuple(
            _entry(test.uri, ended.get(test.uri, {}))
            for suite in job.test_suites
            for test in listed(suite)
            if test.kind == KIND
        )
    )


class TerminalMatrix(JobPost):  # type: ignore[misc]
    """Prints the matrix below avocado's own summary."""

    name = "bench-matrix"
    description = "Matrix of tests and machines on the terminal"
    priority = PluginPriority.LAST_RESORT

    def post(self, job: Any) -> None:
        """Called when everything else is done."""
        matrix = matrix_of(job)
        if not matrix.entries or job.config.get("stdout_claimed_by"):
            return
        console = Console(highlight=False)
        with console.capture() as capture:
            print_matrix(matrix, console)
        LOG_UI.debug("\n%s", capture.get().rstrip("\n"))


class PageMatrix(Result):  # type: ignore[misc]
    """Writes `matrix.html` into the job's results."""

    name = "bench-page"
    description = "Matrix of tests and machines as a page"

    def render(self, result: Any, job: Any) -> None:
        """Called when every test has ended."""
        from bench.report.page import page  # noqa: PLC0415 - a run starts before it has a page

        matrix = matrix_of(job)
        if matrix.entries:
            folder = Path(job.logdir)
            text = page(matrix, folder, title=folder.name)
            (folder / "matrix.html").write_text(text, encoding="utf-8")


def _entry(name: str, state: dict[str, Any]) -> Entry:
    """The entry of a cell; one that was interrupted was not judged."""
    reference = Reference.parse(name)
    judged = "verdict" in state and state["status"] != "INTERRUPTED"
    return Entry(
        test=str(replace(reference, machine=None)),
        machine=reference.machine or "",
        verdict=Verdict.from_json(state["verdict"]) if judged else None,
        evidence=Path(state["logdir"]) if "logdir" in state else None,
        seconds=state.get("time_elapsed", 0.0),
    )
