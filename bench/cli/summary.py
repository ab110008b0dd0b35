"""What came of a run."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from bench.cli.cell_text import cell_text
from bench.cli.running import MARKS, Run
from bench.verdict.outcome import Outcome


def print_summary(runs: Sequence[Run], console: Console) -> None:
    """Print the red cells, each with all that helps with it, and the count of outcomes."""
    for run in runs:
        if run.verdict.red:
            console.print(_red(run), soft_wrap=True)
    console.print(_count(runs))


def _red(run: Run) -> Text:
    mark, style = MARKS[run.verdict.outcome]
    text = Text.assemble("\n", (f"{mark} ", style), cell_text(run.cell))
    for label, value in _facts(run):
        text.append(f"\n  {label:10}", "dim").append(value)
    return text


def _facts(run: Run) -> Iterator[tuple[str, str]]:
    verdict = run.verdict
    yield "reason", verdict.reason
    yield "fault", str(verdict.fault)
    yield "evidence", os.path.relpath(run.evidence)
    yield "reproduce", verdict.reproduce


def _count(runs: Sequence[Run]) -> Text:
    counts = Counter(run.verdict.outcome for run in runs)
    text = Text("\n")
    for outcome in Outcome:
        if count := counts[outcome]:
            text.append(f"{count} {outcome}", MARKS[outcome][1]).append("  ")
    text.rstrip()
    return text
