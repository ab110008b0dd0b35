# SPDX-License-Identifier: MIT
"""A cell, one test on one machine, and the names that lead to it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bench.cells.row import SAFE
from bench.definitions.need import Need
from bench.errors import BenchError

_REFERENCE = re.compile(
    r"(?P<path>[^:\[\]]+)"
    rf"(?::(?P<class_name>\w+)(?:\.(?P<method>\w+))?(?:-(?P<row>[{SAFE}]+))?)?"
    r"(?:\[(?P<machine>[^\[\]]+)\])?"
)


@dataclass(frozen=True)
class Reference:
    """A cell's name, or the beginning of one: what a person types to choose cells.

    `tests/com`, `tests/com/first.py`, `tests/com/first.py:First`,
    `tests/com/first.py:First.test_exit_code`, the latter two perhaps with a row of `@bench.each`:
    `….test_exit_code-42`, each perhaps with a machine: `…[q35]`.
    """

    path: str
    class_name: str | None = None
    method: str | None = None
    row: str | None = None
    machine: str | None = None

    @classmethod
    def parse(cls, text: str) -> Reference:
        """The inverse of `str`.

        Raises:
            BenchError: for a text of another form.
        """
        if match := _REFERENCE.fullmatch(text):
            return cls(**match.groupdict())
        raise BenchError(
            f"{text!r} names no cells", hint="write for example tests/a.py:Class.test_it[q35]"
        )

    def __str__(self) -> str:
        test = f"{self.path}:{self.test}" if self.test else self.path
        return f"{test}[{self.machine}]" if self.machine else test

    @property
    def test(self) -> str:
        """The part behind the file: `First.test_exit_code-42`."""
        name = ".".join(part for part in (self.class_name, self.method) if part)
        return f"{name}-{self.row}" if self.row else name

    def covers(self, cell: Cell) -> bool:
        """Whether a cell of the file that this names is meant."""
        return (
            self.class_name in {None, cell.class_name}
            and self.method in {None, cell.method}
            and self.row in {None, cell.row}
            and self.machine in {None, cell.machine}
        )


@dataclass(frozen=True)
class Cell:
    """One test on one machine.

    Attributes:
        path: the test's file, relative to the project's root.
        class_name: the class that the test runs in.
        method: `test_…`.
        machine: the machine's name.
        need: what the machine boots.
        row: the name of the row of `@bench.each` that it is run with; empty without one.
        claims: identifiers of the claims that the test proves.
        summary: the first line of the test's docstring.
        where: `file:line` of the method.
    """

    path: str
    class_name: str
    method: str
    machine: str
    need: Need
    row: str = ""
    claims: tuple[str, ...] = ()
    summary: str = ""
    where: str = ""

    @property
    def reference(self) -> Reference:
        """The cell's name in parts."""
        return Reference(self.path, self.class_name, self.method, self.row or None, self.machine)

    @property
    def test(self) -> str:
        """The name without file and machine: `First.test_exit_code`."""
        return self.reference.test

    @property
    def name(self) -> str:
        """`tests/com/first.py:First.test_exit_code[q35]`."""
        return str(self.reference)

    @property
    def folder(self) -> str:
        """The name as a folder's."""
        return self.name.replace("/", "-")
