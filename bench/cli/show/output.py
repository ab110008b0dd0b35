# SPDX-License-Identifier: MIT
"""The two consoles: results go to standard output, all about them to standard error.

Brackets are text for them and no markup: names of cells and files have brackets.
"""

from __future__ import annotations

import os
import sys
from typing import NoReturn

from rich.console import Console
from rich.text import Text

from bench.text import many_lines

_UNBROKEN = 10_000
"""Columns of a pipe: what reads it wants no line broken."""


BROKEN_PIPE = 141
"""Exit code where nobody reads on: 128 + SIGPIPE, as shells have it."""


class _Console(Console):
    def on_broken_pipe(self) -> NoReturn:
        """End without a word: what was piped into has all that it wanted."""
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(BROKEN_PIPE)


def output() -> Console:
    """Standard output: in colour on a terminal, plain and unbroken in a pipe."""
    return _unbroken(_Console(highlight=False, markup=False))


def messages() -> Console:
    """Standard error, for progress and complaints."""
    return _unbroken(_Console(highlight=False, markup=False, stderr=True))


def done(what: str) -> None:
    """Say what is right, or was done, behind a green tick."""
    output().print(Text.assemble(("✓", "green"), f" {what}"), soft_wrap=True)


def complain(text: str) -> None:
    """Say what went wrong, in red."""
    messages().print(Text(many_lines(text), style="red"), soft_wrap=True)


def _unbroken(console: Console) -> Console:
    if not console.is_terminal:
        console.width = _UNBROKEN
    return console
