# SPDX-License-Identifier: MIT
"""A guest that waits for nothing but the test is given up, and no other is."""

from __future__ import annotations

import subprocess
import threading
from pathlib import Path

import pytest

from bench.definitions.loader import load_machine
from bench.definitions.needs.go import Go
from bench.definitions.prepared import (
    FromKernel,
)
from bench.guest.guest import Guest
from bench.qemu.activity import BudgetSpent
from bench.qemu.budget import Budget
from bench.qemu.planning.plan import make_plan
from tests import ROOT
from tests.integration.machine_code import HALT, plan, run, say

LONG = Budget(cpu=100, idle=1000)
"""Of which a guest that is not given up would spend all."""


def test_processors_that_take_no_interrupt(tmp_path: Path) -> None:
    with (
        run(say(b"up") + HALT, tmp_path, budget=LONG) as guest,
        pytest.raises(BudgetSpent, match='"never" on serial0: all its processors have halted'),
    ):
        guest.console.expect("never")


def test_processors_without_any_timer(tmp_path: Path) -> None:
    source, kernel = tmp_path / "wait.s", tmp_path / "wait.elf"
    source.write_text(".global _start\n_start: wfi\nb _start\n")
    subprocess.run(["aarch64-linux-gnu-as", "-o", tmp_path / "wait.o", source], check=True)
    place = ["-Ttext=0x40400000", "-o", str(kernel)]
    subprocess.run(["aarch64-linux-gnu-ld", *place, tmp_path / "wait.o"], check=True)
    machine = load_machine("virt", ROOT / "machines")
    made = make_plan(machine, Go("wait"), FromKernel(kernel=kernel), accelerator="tcg")
    with (
        Guest(made, tmp_path, budget=LONG) as guest,
        pytest.raises(BudgetSpent, match="the guest to end: all its processors wait and no timer"),
    ):
        guest.wait_exit()


def test_what_another_thread_may_do_is_waited_for(tmp_path: Path) -> None:
    done = threading.Event()
    with run(say(b"up") + HALT, tmp_path, budget=Budget(cpu=100, idle=4)) as guest:
        other = threading.Thread(target=done.wait)
        other.start()
        with pytest.raises(BudgetSpent, match="nothing to do for 4 s"):
            guest.console.expect("never")
        done.set()
        other.join()


def test_what_a_process_of_the_tests_may_do_is_waited_for(tmp_path: Path) -> None:
    with (
        run(say(b"up") + HALT, tmp_path, budget=Budget(cpu=100, idle=4)) as guest,
        subprocess.Popen(["sleep", "1000"]) as other,
    ):
        with pytest.raises(BudgetSpent, match="nothing to do for 4 s"):
            guest.console.expect("never")
        other.kill()


def test_a_debugger_may_let_a_guest_go_on(tmp_path: Path) -> None:
    with (
        Guest.held(
            plan(say(b"up") + HALT, tmp_path),
            tmp_path,
            tmp_path / "gdb",
            Budget(cpu=100, idle=4),
        ) as guest,
        pytest.raises(BudgetSpent, match="nothing to do for 4 s"),
    ):
        guest.console.expect("up")


def test_a_device_that_acts_on_a_guest_that_does_nothing_is_waited_for(tmp_path: Path) -> None:
    definition = load_machine("q35", ROOT / "machines")
    watched = definition.model_copy(update={"raw_qemu_options": ("-device", "i6300esb")})
    with run(say(b"up") + HALT, tmp_path) as guest:
        kernel = guest.plan.boot
    budget = Budget(cpu=100, idle=4)
    made = make_plan(watched, Go("halt"), kernel, accelerator="tcg")
    with (
        Guest(made, tmp_path, budget=budget) as guest,
        pytest.raises(BudgetSpent, match="nothing to do for 4 s"),
    ):
        guest.wait_exit()
