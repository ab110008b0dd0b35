# SPDX-License-Identifier: MIT
"""Run a command on a terminal and draw what it showed as SVG.

python -m benchmarks.pages.picture docs/matrix.svg 'avocado run tests/' [LINES]
"""

from __future__ import annotations

import sys
from pathlib import Path

import pexpect
from rich.console import Console
from rich.text import Text

COLUMNS, ROWS = 118, 50


def draw(picture: Path, command: str, lines: int) -> None:
    """Draw the first line and the last `lines` lines that `command` shows.

    Args:
        picture: the SVG file to write.
        command: for the shell; it sees a terminal.
        lines: how many fit.
    """
    shown, _ = pexpect.run(
        f"sh -c '{command}'",
        withexitstatus=True,
        timeout=None,
        dimensions=(ROWS, COLUMNS),
    )
    text = shown.decode().replace("\r\n", "\n").rstrip("\n").split("\n")
    kept = text if len(text) <= lines else text[-lines:]
    console = Console(record=True, width=COLUMNS, file=open("/dev/null", "w"))  # noqa: SIM115, PTH123
    console.print(Text.from_ansi("\n".join([f"$ {command}", *kept])))
    picture.write_text(console.export_svg(title=command))


if __name__ == "__main__":
    draw(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]) if sys.argv[3:] else ROWS)
