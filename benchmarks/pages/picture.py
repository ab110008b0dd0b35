# SPDX-License-Identifier: MIT
"""A picture of what a command showed on a terminal."""

from __future__ import annotations

import io
from pathlib import Path

from rich.console import Console
from rich.text import Text

from benchmarks.measure.terminal import COLUMNS, FILE

LAST_LINE_OF_AVOCADO = "JOB TIME"


def lines(folder: Path) -> list[str]:
    """The command and the matrix below avocado's own lines, as lines of SVG."""
    command, _, shown = (folder / FILE).read_text(encoding="utf-8").partition("\n")
    matrix = shown.rpartition(LAST_LINE_OF_AVOCADO)[2].partition("\n")[2].strip("\n")
    console = Console(record=True, width=COLUMNS, file=io.StringIO())
    console.print(Text.from_ansi(f"{command}\n\n{matrix}"))
    return console.export_svg(title=command.removeprefix("$ ")).splitlines()
