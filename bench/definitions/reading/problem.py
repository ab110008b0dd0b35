# SPDX-License-Identifier: MIT
"""Mistakes in definitions, each with the place that it stands in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bench.errors import BenchError
from bench.text import printable


@dataclass(frozen=True)
class Problem:
    """A mistake in a file.

    Attributes:
        path: the file, below the folder's path as the caller gave it.
        line: counted from 1; None for the file as a whole.
        message: what is wrong, with the name of the key in front.
        hint: what to do instead.
    """

    path: str
    line: int | None
    message: str
    hint: str

    @property
    def where(self) -> str:
        """`file:line`, or the file."""
        path = printable(self.path)
        return path if self.line is None else f"{path}:{self.line}"

    def __str__(self) -> str:
        return f"{self.where}: {self.message}; {self.hint}"


class DefinitionError(BenchError):
    """Definitions with mistakes; its text is a line for each.

    Args:
        problems: all mistakes, at least one. Kept without repetitions, by file and line.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        first = self.problems[0]
        super().__init__(first.message, hint=first.hint, where=first.where)
        self.args = (self.problems,)  # what pickling hands to __init__

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems by file and line, each once: heirs repeat what is wrong in a parent."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda p: (p.path, p.line or 0)))
