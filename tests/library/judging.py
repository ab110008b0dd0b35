# SPDX-License-Identifier: MIT
"""What the tests of a Go package came to: judged, and kept for docs/standard-library.md."""

from __future__ import annotations

import json
from collections import Counter

import bench
from bench.structs.go_test import GoOutcome, GoTestResult, parse_go_test

SAID = 500
"""Characters of what a failed test said that its cell repeats."""


class Package(bench.Test):
    """A package of the standard library, with the tests that Go has for it."""

    guest: bench.GoTest

    def test_package(self) -> None:
        """Every test, example and fuzz test of the package passes but those left out."""
        judge(self, type(self).guest, self.guest)


def judge(test: bench.Test, need: bench.GoTest, guest: bench.Guest) -> None:
    """Wait for a package's tests to end; fail for each of them that did not pass."""
    ended = guest.wait_exit()
    text = (guest.console.take_text() or b"").decode(errors="replace")
    results = parse_go_test(text)
    record = {
        "package": need.package,
        "architecture": test.machine.architecture,
        "tests": Counter(result.outcome for result in results if result.top),
        "parts": Counter(result.outcome for result in results if not result.top),
        "left_out": need.left_out,
    }
    (test.evidence / "go-test.json").write_text(json.dumps(record))
    test.assertEqual([_complaint(result) for result in results if _red(result)], [])
    test.assertEqual(ended.code, 0, text[-SAID:])
    test.assertIn(GoOutcome.PASS, {result.outcome for result in results})


def _red(result: GoTestResult) -> bool:
    return result.outcome in {GoOutcome.FAIL, GoOutcome.ENDLESS}


def _complaint(result: GoTestResult) -> str:
    return f"{result.name}: {result.outcome}: {result.output[-SAID:]}"
