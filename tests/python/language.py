# SPDX-License-Identifier: MIT
"""What Python and unittest give to every test file, a test of the bench has too."""

from __future__ import annotations

import asyncio
import inspect
import pickle
import typing
from dataclasses import dataclass

import bench
from tests.python import shared

LOADED: list[str] = []


def setUpModule() -> None:
    LOADED.append("module")


@dataclass
class Case:
    """Something of the file's own."""

    name: str
    after: Other | None = None


class Other(typing.NamedTuple):
    """Named ahead of its definition."""

    code: int


class Language(shared.Greets, shared.OnHello):
    """The fixtures of module and class have run, and the file is a module like any other."""

    @classmethod
    def setUpClass(cls) -> None:
        LOADED.append(cls.booted.console.name)

    def test_fixtures(self) -> None:
        self.assertEqual(LOADED, ["module", "serial0"])

    def test_modules(self) -> None:
        case = Case("hello", Other(42))
        with self.subTest("pickle"):
            self.assertEqual(pickle.loads(pickle.dumps(case)), case)
        with self.subTest("source"):
            self.assertIn("of the file's own", inspect.getsource(Case))
        with self.subTest("hints"):
            self.assertEqual(typing.get_type_hints(Case)["after"], Other | None)


class Waits(shared.OnHello, bench.AsyncTest):
    """A test of `async def` runs in a loop."""

    async def test_async(self) -> None:
        await asyncio.sleep(0)
        self.assertEqual(self.guest.wait_exit().code, 42)
