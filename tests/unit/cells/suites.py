# SPDX-License-Identifier: MIT
"""Tests that are run by tests: pytest does not collect this file."""

from __future__ import annotations

import unittest
from typing import ClassVar

from bench.cells.test import AsyncTest, Test


class Subtests(Test):
    def test_failures(self) -> None:
        for number in range(4):
            with self.subTest(n=number):
                self.assertEqual(number % 2, 0, "odd")

    def test_skip_then_failure(self) -> None:
        for name in ("a", "b", "c"):
            with self.subTest(name, number=1):
                if name == "b":
                    self.skipTest("no such device")
                if name == "c":
                    self.fail("c is not ok")

    def test_failure_then_skip(self) -> None:
        with self.subTest("a"):
            self.fail("a is not ok")
        self.skipTest("the rest")

    def test_one_skipped(self) -> None:
        for name in ("a", "b"):
            with self.subTest(name):
                if name == "b":
                    self.skipTest("no such device")

    def test_all_skipped(self) -> None:
        for name in ("a", "b"):
            with self.subTest(name):
                self.skipTest("no such device")

    @unittest.expectedFailure
    def test_expected(self) -> None:
        with self.subTest("a"):
            self.fail("as expected")

    @unittest.expectedFailure
    def test_unexpected(self) -> None:
        pass


class Skips(Test):
    """Red in spite of that."""

    def test_it(self) -> None:
        self.skipTest("not today")

    def tearDown(self) -> None:
        self.fail("it is not gone")


class Cleans(Test):
    def setUp(self) -> None:
        self.addCleanup(self.fail, "the cleanup")

    def test_it(self) -> None:
        pass


class Prepares(Test):
    @classmethod
    def setUpClass(cls) -> None:
        raise KeyError("colour")

    def test_it(self) -> None:
        self.fail("it cannot come this far")


class TidiesUp(Test):
    @classmethod
    def tearDownClass(cls) -> None:
        raise AssertionError("left over")

    def test_it(self) -> None:
        pass


class Waits(AsyncTest):
    """An `async def` runs, with its own fixtures."""

    async def asyncSetUp(self) -> None:
        self.answer = 42

    async def test_it(self) -> None:
        self.assertEqual(self.answer, 41)


@unittest.skip("not here")
class LeftOut(Test):
    def test_it(self) -> None:
        self.fail("it cannot come this far")


class Fixtures(Test):
    order: ClassVar[list[str]] = []

    @classmethod
    def setUpClass(cls) -> None:
        cls.addClassCleanup(cls.order.append, "class cleanup")
        cls.order.append("class")

    def test_it(self) -> None:
        self.addCleanup(self.order.append, "cleanup")
        self.order.append("test")

    def tearDown(self) -> None:
        self.order.append("down")

    @classmethod
    def tearDownClass(cls) -> None:
        cls.order.append("class down")


def setUpModule() -> None:
    unittest.addModuleCleanup(Fixtures.order.append, "module cleanup")
    Fixtures.order.append("module")


def tearDownModule() -> None:
    Fixtures.order.append("module down")
