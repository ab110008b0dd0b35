# SPDX-License-Identifier: MIT
"""A test as its source states it, before it meets any machine."""

from __future__ import annotations

from dataclasses import dataclass

from bench.cells.cell import Cell
from bench.cells.row import Value
from bench.definitions.need import Need

Stated = tuple[str, str]
"""A word of the source and its place, `file:line`: a base class may be in another file."""


@dataclass(frozen=True)
class Case:
    """One test of a file.

    Attributes:
        path: the file, relative to the project's root.
        class_name: the class that the test runs in.
        method: `test_…`, perhaps inherited.
        need: what it boots.
        need_where: `file:line` of the source that says so.
        row: the name of the row of `@bench.each` that it is run with; empty without one.
        arguments: what the row calls the method with.
        selectors: which machines it asks for; any of them may hold; none means all.
        claims: identifiers of the claims that it proves.
        points: what it is worth where submissions are graded.
        summary: the first line of its docstring.
        where: `file:line` of the method.
    """

    path: str
    class_name: str
    method: str
    need: Need
    need_where: str
    selectors: tuple[Stated, ...]
    claims: tuple[str, ...]
    summary: str
    where: str
    row: str = ""
    arguments: tuple[Value, ...] = ()
    points: int = 1

    def on(self, machine: str) -> Cell:
        """The test's cell on a machine, whether it fits or not."""
        return Cell(
            path=self.path,
            class_name=self.class_name,
            method=self.method,
            machine=machine,
            need=self.need,
            row=self.row,
            claims=self.claims,
            summary=self.summary,
            where=self.where,
        )
