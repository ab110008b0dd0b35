# SPDX-License-Identifier: MIT
"""Tests that go wrong in more than one way are told of whole, and none is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.integration.machine_code import EXIT_42, assemble, say
from tests.unit.cli.conftest import Bench

BASE = """\
import bench

class OnMicrovm(bench.Test):
    machines = "microvm"
    guest = bench.Boot(kernel="kernel.elf")

    def check(self, code):
        assert self.guest.wait_exit().code == code, "the code"
"""
RED = """\
import json

from base import OnMicrovm

class Red(OnMicrovm):
    def test_subtests(self):
        for name in ("a", "b", "c", "d"):
            with self.subTest(name, n=1):
                if name == "b":
                    self.skipTest("no such device")
                self.assertEqual(name, "a", "the name")

    def test_chained(self):
        try:
            json.loads("{")
        except ValueError as error:
            raise RuntimeError("no JSON") from error

    def test_helper(self):
        self.check(41)

    def test_unseen(self):
        self.guest.console.expect("goodbye")

class Skips(OnMicrovm):
    def test_it(self):
        self.skipTest("not today")

    def tearDown(self):
        self.assertEqual(self.guest.wait_exit().code, 41)
"""
ADDS = """\
from base import OnMicrovm

def twice(cls):
    cls.test_second = cls.test_first
    return cls

@twice
class Adds(OnMicrovm):
    def test_first(self):
        pass
"""


@pytest.fixture
def kernel(project: Path) -> None:
    """What every test boots: a kernel that greets and exits."""
    (project / "tests/first.py").unlink()
    for name, source in (("base", BASE), ("red", RED), ("adds", ADDS)):
        (project / f"tests/{name}.py").write_text(source)
    assemble(say(b"hello\n") + EXIT_42, project)


TOLD = {
    "Red.test_subtests": ("fail", "[c] [n=1] 'c' != 'a' : the name (and 1 more)", 11),
    "Red.test_chained": ("error", "RuntimeError: no JSON", 17),
    "Red.test_helper": ("fail", "the code", 20),
    "Red.test_unseen": ("fail", '"goodbye" did not come on serial0 before the guest ended', 23),
    "Skips.test_it": ("fail", "42 != 41", 30),
}


@pytest.mark.usefixtures("kernel")
def test_red_cells_are_told_whole(bench: Bench, project: Path) -> None:
    result = bench("run", "tests/red.py")
    assert result.exit_code == 1
    for test, (outcome, reason, line) in TOLD.items():
        [evidence] = project.glob(f"results/run-*/*{test}*")
        verdict = json.loads((evidence / "verdict.json").read_text())
        assert (verdict["outcome"], verdict["reason"]) == (outcome, reason)
        assert verdict["where"] == f"tests/red.py:{line}"
        assert f"  where     tests/red.py:{line}\n" in result.output
        frames = [text for text in verdict["detail"].splitlines() if text.startswith("  File")]
        assert frames
        assert all(str(project / "tests") in frame for frame in frames)


@pytest.mark.usefixtures("kernel")
def test_a_test_that_reading_does_not_find_is_an_error(bench: Bench) -> None:
    said = (
        "tests/adds.py:9: Adds.test_second is made when the file is loaded, and is not listed; "
        "write it out as a method: tests are listed by reading their source\n"
    )
    assert bench("check", "tests").output == said
    result = bench("run", "tests/adds.py")
    assert result.exit_code == 1
    assert f"  reason    {said}" in result.output
