# SPDX-License-Identifier: MIT
"""bench plan, where a shell or QEMU has a say."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from bench.cli.show.plan_text import plan_text
from bench.definitions.prepared import (
    FromKernel,
)
from tests.unit.cli.conftest import Bench
from tests.unit.cli.test_plan import PLANS, plan

FAKE = FromKernel(kernel=Path("/fake/kernel"))


@pytest.mark.parametrize("machine", PLANS)
def test_a_shell_reads_the_command_line_as_it_is(machine: str) -> None:
    planned = plan(machine)
    program, *words = planned.argv
    script = f'{program}() {{ printf "%s\\n" "$@"; }}\n{plan_text(planned).plain}\n'
    said = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
    assert said.stdout.splitlines() == words


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["pc", "hallo"], "there is no kernel hallo; did you mean hello?; or name a kernel's file"),
        (["pc", "helo.com"], "there is no kernel helo.com; did you mean hello.com?"),
        (["pcc", "hello"], 'there is no machine "pcc"; did you mean pc?'),
        (["pcc"], 'there is no machine "pcc"; did you mean pc?'),
        (["pc"], "pc is a machine; say what it boots, as in pc hello"),
        (["pc-i386", "linux"], "machine pc-i386 boots go and dos and multiboot, not linux"),
        (["tests/first.py:Kernel"], "names 5 cells; choose tests/first.py:Kernel.test_it"),
    ],
)
def test_what_cannot_be_planned_is_said_in_a_line(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, arguments: list[str], complaint: str
) -> None:
    monkeypatch.setattr(
        "bench.cells.running.planner.prepare",
        lambda *_, **__: FAKE,
    )
    result = bench("plan", *arguments)
    assert result.exit_code == 2
    assert complaint in result.stderr
    assert result.stderr.count("\n") == 1
