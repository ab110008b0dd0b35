# SPDX-License-Identifier: MIT
"""The base of the classes of test files."""

from __future__ import annotations

import asyncio
import json
import unittest
from collections.abc import Callable, Mapping
from dataclasses import asdict
from math import inf
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from bench.cells.ledger.results import FIGURES, Figure
from bench.cells.row import GUEST, PLAIN, Given, Row, plain, rows
from bench.definitions.machine import Machine
from bench.qemu.budget import DEFAULT, Budget

ROWS = "__bench_rows__"
"""The attribute of a test method that has rows."""

F = TypeVar("F", bound=Callable[..., Any])


class Test(unittest.TestCase):
    """One thing to be seen on every machine that can show it.

    Class attributes say what is needed; each is a literal, because cells are listed by
    reading the source. In a test method they are what came of it.

    Attributes:
        guest: `bench.Go(…)`, `bench.GoTest(…)`, `bench.Linux(…)`, `bench.Dos(…)` or
            `bench.Multiboot(…)`; in a test method the booted guest.
        machines: a selector, or several of which any may hold; every machine that boots
            the guest if left out.
        budget: how much the guest may work.
        booted: what `guest` gives in a test method; in `setUpClass`, where `guest` is what was
            asked for, the booted guest.
        machine: in a test, the machine's definition.
        evidence: in a test, the folder that the cell leaves behind.
    """

    booted: Any
    machines: ClassVar[str | tuple[str, ...]] = ()
    budget: ClassVar[Budget] = DEFAULT
    machine: Machine
    evidence: Path

    def measured(self, name: str, values: Mapping[str, float], unit: str, *, n: int) -> None:
        """Leave what was measured as evidence, for the ledger's row that the test settles.

        Args:
            name: what was measured.
            values: numbers by their names, such as P50 and P99.
            unit: of all of them.
            n: how many samples they are of.
        """
        file = self.evidence / FIGURES
        known = json.loads(file.read_text()) if file.exists() else []
        argv = json.loads((self.evidence / "plan.json").read_text())["argv"]
        accelerator = argv[argv.index("-accel") + 1].partition(",")[0]
        known.append(asdict(Figure(name, dict(values), unit, n, accelerator)))
        file.write_text(json.dumps(known))

    longMessage = True
    maxDiff = None


class AsyncTest(unittest.IsolatedAsyncioTestCase, Test):
    """The same for methods that are `async def`, as unittest runs them."""

    async def asyncSetUp(self) -> None:
        """A test waits for its guest without asyncio, which need not complain of that."""
        asyncio.get_running_loop().slow_callback_duration = inf


def each(*given: Given) -> Callable[[F], F]:
    """Give a test a cell for each row: `@bench.each(0, 1, 255)`.

    A method is called with a row's values; several of them are a tuple. A class boots the first
    value of a row, and its methods are called with the others. Rows are read from the source,
    so that all in them is literal: strings, numbers, tuples, and what boots.
    """
    found = rows(given)

    def decorate(decorated: F) -> F:
        setattr(decorated, GUEST if isinstance(decorated, type) else ROWS, found)
        return decorated

    return decorate


def rows_of(kind: type[Test], method: str) -> dict[str, Row]:
    """The rows of a test by their names, as it is loaded; one without a name if it has none."""
    guest = getattr(kind, GUEST)
    guests = guest if isinstance(guest, tuple) else plain(guest)
    own = getattr(getattr(kind, method), ROWS, PLAIN)
    whole = (one.crossed(other) for one in guests for other in own)
    return {row.name: row for row in whole}


def points(_number: int) -> Callable[[F], F]:
    """Say what a test is worth where submissions are graded: `@bench.points(2)`.

    Read from the source, as claims are.
    """
    return lambda function: function


def claim(*_identifiers: str) -> Callable[[F], F]:
    """Say which rows of the claims ledger a test settles: `@bench.claim("E-08")`.

    Read from the source, where tags and the ledger find it; nothing is done at run time.
    """
    return lambda function: function
