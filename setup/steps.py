# SPDX-License-Identifier: MIT
"""Runs the tools of a step and shows one line for it, live on a terminal."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from typing import IO

TAIL_LINES = 20
REDRAW_SECONDS = 0.2
ERASE_LINE = "\r\x1b[K"


class SetupError(Exception):
    """A step that failed; its text says what failed and what to do."""


class Line:
    """The line that a step shows: redrawn on a terminal, printed twice elsewhere."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.live = sys.stdout.isatty()
        self.start = time.monotonic()
        print(f"… {title}", end="" if self.live else "\n", flush=True)

    def tick(self) -> None:
        """Shows on a terminal how long the step has been running."""
        if self.live:
            self._draw("…", end="")

    def finish(self, mark: str) -> None:
        """Shows how the step ended."""
        self._draw(mark, end="\n")

    def _draw(self, mark: str, end: str) -> None:
        seconds = time.monotonic() - self.start
        erase = ERASE_LINE if self.live else ""
        print(f"{erase}{mark} {self.title} ({seconds:.1f} s)", end=end, flush=True)


def run(title: str, commands: Sequence[Sequence[str]], advice: str) -> None:
    """Runs commands one after the other as one step.

    Their output goes to a file and not to a pipe, so that a tool outlives a killed
    set-up and ends its work instead of dying of the broken pipe.

    Raises:
        SetupError: With the last lines of the output of the command that failed.
    """
    line = Line(title)
    for command in commands:
        with tempfile.TemporaryFile() as output:
            code = _wait(command, output, line)
            if code != 0:
                line.finish("✗")
                raise SetupError(_failure(command, code, output, advice))
    line.finish("✓")


def _wait(command: Sequence[str], output: IO[bytes], line: Line) -> int:
    # close_fds=False hands the locks down: they stay held while the tool runs.
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        close_fds=False,
    ) as process:
        while True:
            try:
                return process.wait(REDRAW_SECONDS)
            except subprocess.TimeoutExpired:
                line.tick()


def _failure(command: Sequence[str], code: int, output: IO[bytes], advice: str) -> str:
    output.seek(0)
    tail = output.read().decode(errors="replace").splitlines()[-TAIL_LINES:]
    return "\n".join([f"`{' '.join(command)}` ended with {code}:", *tail, "", advice])
