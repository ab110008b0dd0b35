# SPDX-License-Identifier: MIT
"""Runs a command on a terminal, and keeps what it showed."""

from __future__ import annotations

from pathlib import Path

import pexpect

from bench.errors import BenchError
from benchmarks.measure.methods import Measure
from benchmarks.places import ROOT

FILE = "terminal.txt"
"""The command in its first line, what it showed below, with the terminal's colours."""

COLUMNS, ROWS = 118, 1000


def on_terminal(command: str, quick: str) -> Measure:
    """Run a command of the environment on a terminal of so many columns.

    Args:
        command: with its arguments.
        quick: a shorter one.
    """

    def measure(folder: Path, hurried: bool) -> None:
        argv = (quick if hurried else command).split()
        size = (ROWS, COLUMNS)
        terminal = pexpect.spawn(argv[0], argv[1:], cwd=ROOT, timeout=None, dimensions=size)
        shown = terminal.read().decode().replace("\r\n", "\n")
        terminal.close()
        (folder / FILE).write_text(f"$ {' '.join(argv)}\n{shown}", encoding="utf-8")
        if terminal.exitstatus:
            hint = f"{folder / FILE} has what it showed"
            raise BenchError(f"{argv[0]} ended with {terminal.exitstatus}", hint=hint)

    return measure
