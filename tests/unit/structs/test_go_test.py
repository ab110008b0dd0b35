# SPDX-License-Identifier: MIT
"""What a Go test binary says is read, whatever its tests say between."""

from __future__ import annotations

from bench.structs.go_test import GoOutcome, GoTestResult, parse_go_test

RUN = (
    "\x16=== RUN   TestRead\n"
    "\x16=== RUN   TestRead/A_part\n"
    "no line break\x16--- PASS: TestRead/A_part (0.01s)\n"
    "\x16=== NAME  TestRead\n"
    "    read_test.go:7: of the whole\n"
    "\x0f    read_test.go:9: wrong\x0e\n"
    "\x16--- FAIL: TestRead (0.01s)\n"
    "\x16=== NAME  \n"
    "\x16=== RUN   TestSkip\r\n"
    "\x16--- SKIP: TestSkip (0.00s)\r\n"
    "\x16=== RUN   TestBeside\n"
    "\x16=== PAUSE TestBeside\n"
    "\x16=== CONT  TestBeside\n"
    "\x0f    beside_test.go:3: wrong too\x0e\n"
    "\x16--- FAIL: TestBeside (0.00s)\n"
    "\x16=== RUN   ExampleRead\n"
    "--- PASS: TestOther (0.00s)\n"
    "panic: lost\n"
)


def test_each_test_has_its_outcome_and_its_words() -> None:
    assert parse_go_test(RUN) == (
        GoTestResult(
            "TestRead",
            GoOutcome.FAIL,
            "    read_test.go:7: of the whole\n    read_test.go:9: wrong",
        ),
        GoTestResult("TestRead/A_part", GoOutcome.PASS, "no line break"),
        GoTestResult("TestSkip", GoOutcome.SKIP),
        GoTestResult("TestBeside", GoOutcome.FAIL, "    beside_test.go:3: wrong too"),
        GoTestResult("ExampleRead", GoOutcome.ENDLESS, "--- PASS: TestOther (0.00s)\npanic: lost"),
    )


def test_a_part_is_told_from_a_test() -> None:
    assert [result.top for result in parse_go_test(RUN)] == [True, False, True, True, True]


def test_nothing_is_no_test() -> None:
    assert parse_go_test("") == ()
