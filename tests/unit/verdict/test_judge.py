"""Whose fault a red cell is."""

from __future__ import annotations

import unittest
from collections.abc import Callable
from typing import NoReturn

import pytest

from bench.errors import BenchError, EmulatorError, HostError
from bench.guest.console import NotSeen
from bench.qemu.activity import BudgetSpent
from bench.structs.record_format import encode
from bench.verdict.judge import judge
from bench.verdict.outcome import Fault, Outcome, Verdict


def raised(function: Callable[[], object]) -> BaseException:
    with pytest.raises(BaseException) as caught:  # noqa: PT011 - any of the table below
        function()
    return caught.value


def throw(error: BaseException) -> NoReturn:
    raise error


@pytest.mark.parametrize(
    ("error", "outcome", "fault"),
    [
        (AssertionError("1 != 2"), Outcome.FAIL, Fault.PAYLOAD),
        (NotSeen("no prompt"), Outcome.FAIL, Fault.PAYLOAD),
        (BudgetSpent("no end"), Outcome.FAIL, Fault.PAYLOAD),
        (EmulatorError("QEMU refused"), Outcome.ERROR, Fault.EMULATOR),
        (HostError("no space"), Outcome.ERROR, Fault.HOST),
        (BenchError("no such symbol"), Outcome.ERROR, Fault.PAYLOAD),
        (ZeroDivisionError("in the user's test"), Outcome.ERROR, Fault.PAYLOAD),
        (unittest.SkipTest("not here"), Outcome.SKIP, None),
    ],
)
def test_domains(error: BaseException, outcome: Outcome, fault: Fault | None) -> None:
    verdict = judge(raised(lambda: throw(error)))
    assert (verdict.outcome, verdict.fault) == (outcome, fault)
    assert str(error) in verdict.reason


def test_nothing_raised_is_a_pass() -> None:
    assert judge(None) == Verdict(Outcome.PASS)


def test_a_bug_of_the_bench_is_the_hosts_fault_with_its_traceback() -> None:
    verdict = judge(raised(lambda: encode(object())))  # type: ignore[arg-type]
    assert (verdict.outcome, verdict.fault) == (Outcome.ERROR, Fault.HOST)
    assert "Traceback" in verdict.detail


def test_a_failure_shows_the_users_lines_alone() -> None:
    class Users(unittest.TestCase):
        def runTest(self) -> None:
            self.assertEqual(1, 2, "the guest miscounted")

    verdict = judge(raised(Users().debug))
    assert "the guest miscounted" in verdict.reason
    assert __file__ in verdict.detail
    assert "unittest/case.py" not in verdict.detail


def test_a_verdict_survives_json() -> None:
    verdict = Verdict(Outcome.FAIL, Fault.PAYLOAD, "why", "panic", "where", "bench boot x")
    assert Verdict.from_json(verdict.to_json()) == verdict
