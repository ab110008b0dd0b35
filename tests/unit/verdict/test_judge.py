# SPDX-License-Identifier: MIT
"""Whose fault a red cell is."""

from __future__ import annotations

import errno
import re
import unittest
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest

import bench
from bench.cells.running.importing import imported
from bench.errors import BenchError, EmulatorError, HostError
from bench.guest.console.console import NotSeen
from bench.qemu.activity import BudgetSpent
from bench.structs.records.record_format import encode
from bench.verdict.frames import Source
from bench.verdict.judge import judge
from bench.verdict.outcome import Fault, Outcome, Verdict
from bench.verdict.problem import Problem


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
    verdict = judge([Problem(raised(lambda: throw(error)))])
    assert (verdict.outcome, verdict.fault) == (outcome, fault)
    assert str(error) in verdict.reason


def test_what_the_host_has_too_little_of_is_its_fault_whoever_asked() -> None:
    full = OSError(errno.ENOSPC, "No space left on device", "/x")
    assert judge([Problem(full)]) == Verdict(
        Outcome.ERROR, Fault.HOST, "/x: the file system is full; make room there"
    )
    missing = FileNotFoundError(errno.ENOENT, "No such file or directory", "/x")
    assert judge([Problem(missing)]).fault is Fault.PAYLOAD


def test_nothing_raised_is_a_pass() -> None:
    assert judge([]) == Verdict(Outcome.PASS)


def test_a_bug_of_the_bench_is_the_hosts_fault_with_its_traceback() -> None:
    verdict = judge([Problem(raised(lambda: encode(object())))])  # type: ignore[arg-type]
    assert (verdict.outcome, verdict.fault) == (Outcome.ERROR, Fault.HOST)
    assert "Traceback" in verdict.detail


def test_a_failure_shows_the_users_lines_alone() -> None:
    class Users(unittest.TestCase):
        def runTest(self) -> None:
            self.assertEqual(1, 2, "the guest miscounted")

    verdict = judge([Problem(raised(Users().debug))])
    assert "the guest miscounted" in verdict.reason
    assert __file__ in verdict.detail
    assert "unittest/case.py" not in verdict.detail


def test_a_verdict_survives_json() -> None:
    verdict = Verdict(Outcome.FAIL, Fault.PAYLOAD, "why", "panic", "how", "bench boot x", "a.py:3")
    assert Verdict.from_json(verdict.to_json()) == verdict


SKIP = unittest.SkipTest("not today")
FAIL = AssertionError("1 != 2")
ERROR = KeyError("colour")
EMULATOR = EmulatorError("QEMU crashed")


@pytest.mark.parametrize(
    ("errors", "outcome", "fault", "reason"),
    [
        ((SKIP, FAIL), Outcome.FAIL, Fault.PAYLOAD, "1 != 2"),
        ((FAIL, SKIP), Outcome.FAIL, Fault.PAYLOAD, "1 != 2"),
        ((FAIL, ERROR), Outcome.ERROR, Fault.PAYLOAD, "1 != 2; then KeyError: 'colour'"),
        ((ERROR, FAIL), Outcome.ERROR, Fault.PAYLOAD, "KeyError: 'colour' (and 1 more)"),
        ((FAIL, ERROR, EMULATOR), Outcome.ERROR, Fault.EMULATOR, "1 != 2; then QEMU crashed (and"),
        ((FAIL, FAIL, FAIL), Outcome.FAIL, Fault.PAYLOAD, "1 != 2 (and 2 more)"),
        ((SKIP, SKIP), Outcome.SKIP, None, "not today (and 1 more)"),
        ((ExceptionGroup("of tasks", [FAIL, FAIL]),), Outcome.FAIL, Fault.PAYLOAD, "1 != 2 (and"),
    ],
)
def test_the_worst_decides_and_the_first_is_told(
    errors: tuple[Exception, ...], outcome: Outcome, fault: Fault | None, reason: str
) -> None:
    verdict = judge([Problem(error) for error in errors])
    assert (verdict.outcome, verdict.fault) == (outcome, fault)
    assert verdict.reason.startswith(reason)


def test_every_problem_is_in_the_detail() -> None:
    failure, error = raised(lambda: throw(FAIL)), raised(lambda: throw(ERROR))
    verdict = judge([Problem(failure, "[a]"), Problem(error)])
    assert verdict.reason == "[a] 1 != 2; then KeyError: 'colour'"
    assert "AssertionError: 1 != 2" in verdict.detail
    assert "KeyError: 'colour'" in verdict.detail


def test_a_skipped_part_is_told_of_a_test_that_passed() -> None:
    verdict = judge([Problem(SKIP, "[c]", only_part=True)])
    assert verdict == Verdict(Outcome.PASS, detail="[c] skipped: not today")


def reason_of(compare: Callable[[unittest.TestCase], None]) -> str:
    case = unittest.TestCase()
    case.maxDiff = None
    return judge([Problem(raised(lambda: compare(case)))]).reason


@pytest.mark.parametrize(
    ("compare", "parts"),
    [
        (lambda case: case.assertEqual("a\nb\n" * 999, "a\nc\n", "the log"), ("!=", " : the log")),
        (lambda case: case.assertIn("needle", "hay " * 9999, "in dmesg"), ("'needle'", "in dmesg")),
        (lambda case: case.assertEqual([1] * 999, [2] * 999), ("Lists differ",)),
        (lambda case: case.fail("x" * 9999 + "end"), ("characters…", "xend")),
    ],
)
def test_a_reason_is_one_line_of_bounded_length(
    compare: Callable[[unittest.TestCase], None], parts: tuple[str, ...]
) -> None:
    reason = reason_of(compare)
    assert len(reason) < 500
    assert "\n" not in reason
    for part in parts:
        assert part in reason


class Unspeakable(Exception):
    def __str__(self) -> str:
        raise ValueError


def test_an_exception_that_cannot_be_shown_is_judged_too() -> None:
    assert judge([Problem(raised(lambda: throw(Unspeakable())))]).reason == (
        "Unspeakable: Unspeakable"
    )


TEST = """\
import json
import helper

def fails():
    assert 1 == 2, "in the test"

def helper_fails():
    helper.check(0)

def chained():
    try:
        json.loads("{")
    except ValueError as error:
        raise RuntimeError("no JSON") from error

def tool_fails(look):
    look()
"""
HELPER = "def check(value):\n    assert value, 'in the helper'\n"


@pytest.fixture
def users(tmp_path: Path) -> Iterator[dict[str, Any]]:
    """A test file and a helper beside it, as a module's names."""
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests/helper.py").write_text(HELPER)
    (tmp_path / "tests/a.py").write_text(TEST)
    with imported("tests/a.py", tmp_path) as module:
        yield vars(module)


@pytest.mark.parametrize(
    ("name", "where", "shown"),
    [
        ("fails", "tests/a.py:5", ["tests/a.py"]),
        ("helper_fails", "tests/a.py:8", ["tests/a.py", "tests/helper.py"]),
        ("chained", "tests/a.py:14", ["tests/a.py", "tests/a.py"]),
    ],
)
def test_a_red_verdict_names_the_place_in_the_test_and_shows_the_users_frames(
    users: dict[str, Any], tmp_path: Path, name: str, where: str, shown: list[str]
) -> None:
    source = Source(tmp_path, "tests/a.py", "tests/a.py:1")
    verdict = judge([Problem(raised(users[name]))], source)
    assert verdict.where == where
    files = re.findall(r'File "(.*?)"', verdict.detail)
    assert [file for file in files if file != __file__] == [str(tmp_path / path) for path in shown]


LOOK = """\
import pexpect
from bench.guest.console.console import NotSeen

def look():
    try:
        pexpect.spawn("/no/such/program")
    except pexpect.ExceptionPexpect as error:
        raise NotSeen("it did not come") from error
"""


def test_what_a_tool_raised_and_dealt_with_is_not_shown(users: dict[str, Any]) -> None:
    """pexpect's frames, and its exception, say nothing to who wrote the test."""
    names: dict[str, Any] = {}
    exec(compile(LOOK, bench.__file__, "exec"), names)  # stands for a file of the bench
    verdict = judge([Problem(raised(lambda: users["tool_fails"](names["look"])))])
    assert "pexpect" not in verdict.detail
    assert verdict.detail.count("Traceback") == 1
    assert "tests/a.py" in verdict.detail


def test_without_a_frame_of_the_users_the_test_itself_is_named() -> None:
    source = Source(Path("/project"), "tests/a.py", "tests/a.py:7")
    assert judge([Problem(NotSeen("no end"))], source).where == "tests/a.py:7"


def test_words_that_a_test_does_not_have_are_not_told() -> None:
    def body() -> None:
        unittest.TestCase().assertEqual(None, 0, "")

    try:
        body()
    except AssertionError as error:
        verdict = judge([Problem(error)])
    assert verdict.reason == "None != 0"
