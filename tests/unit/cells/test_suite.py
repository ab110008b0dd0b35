# SPDX-License-Identifier: MIT
"""A test runs as unittest's documentation says, and all that went wrong is told."""

from __future__ import annotations

import pytest

from bench.cells.running.suite import run_test
from bench.cells.test import Test
from bench.verdict.judge import judge
from bench.verdict.outcome import Outcome, Verdict
from tests.unit.cells import suites


def verdict(test: type[Test], method: str = "test_it") -> Verdict:
    return judge(run_test(test(method)))


@pytest.mark.parametrize(
    ("method", "outcome", "reason"),
    [
        ("test_failures", Outcome.FAIL, "[n=1] 1 != 0 : odd (and 1 more)"),
        ("test_skip_then_failure", Outcome.FAIL, "[c] [number=1] c is not ok"),
        ("test_failure_then_skip", Outcome.FAIL, "[a] a is not ok"),
        ("test_one_skipped", Outcome.PASS, ""),
        ("test_all_skipped", Outcome.SKIP, "[a] no such device (and 1 more)"),
        ("test_expected", Outcome.PASS, ""),
        ("test_unexpected", Outcome.FAIL, "it passed, and was expected to fail"),
    ],
)
def test_of_subtests(method: str, outcome: Outcome, reason: str) -> None:
    judged = verdict(suites.Subtests, method)
    assert (judged.outcome, judged.reason) == (outcome, reason)


def test_each_subtest_is_told() -> None:
    detail = verdict(suites.Subtests, "test_failures").detail
    assert detail.count("AssertionError: 1 != 0 : odd") == 2
    assert "[b] skipped: no such device" in verdict(suites.Subtests, "test_one_skipped").detail


@pytest.mark.parametrize(
    ("test", "outcome", "reason"),
    [
        (suites.Skips, Outcome.FAIL, "it is not gone"),
        (suites.Cleans, Outcome.FAIL, "the cleanup"),
        (suites.Prepares, Outcome.ERROR, "setUpClass KeyError: 'colour'"),
        (suites.TidiesUp, Outcome.FAIL, "tearDownClass left over"),
        (suites.Waits, Outcome.FAIL, "42 != 41"),
        (suites.LeftOut, Outcome.SKIP, "not here"),
    ],
)
def test_of_fixtures(test: type[Test], outcome: Outcome, reason: str) -> None:
    judged = verdict(test)
    assert (judged.outcome, judged.reason) == (outcome, reason)


def test_the_order_of_fixtures() -> None:
    suites.Fixtures.order.clear()
    assert verdict(suites.Fixtures).outcome is Outcome.PASS
    assert suites.Fixtures.order == [
        *("module", "class", "test", "down", "cleanup"),
        *("class down", "class cleanup", "module down", "module cleanup"),
    ]
