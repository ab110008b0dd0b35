# SPDX-License-Identifier: MIT
"""Guests without an agent that are frozen at a moment of their own, and cloned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bench.definitions.loader import load_machine
from bench.definitions.needs.boot import Boot
from bench.definitions.prepared import FromKernel
from bench.guest.guest import Guest
from bench.qemu.activity import BudgetSpent
from bench.qemu.budget import Budget
from bench.qemu.planning.plan import Plan, make_plan
from bench.templates.moment import Moment
from bench.templates.place import Place
from bench.templates.shelf import Shelf
from bench.templates.start import Started, StartPolicy, Way
from tests import ROOT
from tests.integration.machine_code import HALT, SPIN, assemble, say

COUNTER = f"""
incl 0x200000
{say(b"go> ")}
again: mov $0x3fd, %dx; in %dx, %al; test $1, %al; jz again
mov $0x3f8, %dx; in %dx, %al; add %al, 0x200000; out %al, %dx
mov 0x200000, %al; mov $0xf4, %dx; out %al, %dx; 1: jmp 1b
"""
"""Counts in its RAM what it is sent, and ends with that."""


@pytest.fixture(autouse=True)
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    folder = tmp_path / "shelf"
    folder.mkdir()
    monkeypatch.setenv("BENCH_TEMPLATES", str(folder))
    monkeypatch.setenv("BENCH_TEMPLATES_LIMIT", "2G")
    return Shelf(Place(folder, 2 << 30))


def planned(source: str, folder: Path, moment: str = "go> ", *options: str) -> Plan:
    machine = load_machine("pc", ROOT / "machines")
    machine = machine.model_copy(update={"raw_qemu_options": options})
    boot = FromKernel(kernel=assemble(source, folder), freeze=moment)
    return make_plan(machine, Boot(kernel="it"), boot, accelerator="tcg")


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return planned(COUNTER, tmp_path)


def started(plan: Plan, folder: Path, *, cold: bool = False) -> tuple[Guest, Started]:
    folder.mkdir()
    return Moment(plan, folder, policy=StartPolicy(cold=cold)).start()


@pytest.fixture(params=[False, True], ids=["cloned", "booted"])
def guest(request: pytest.FixtureRequest, plan: Plan, tmp_path: Path) -> Iterator[Guest]:
    guest, how = started(plan, tmp_path / "cell", cold=request.param)
    assert how.way is (Way.COLD if request.param else Way.CLONE)
    with guest:
        yield guest


def test_a_guest_is_the_same_however_it_started(guest: Guest, tmp_path: Path) -> None:
    guest.console.expect("go> ")  # what it said before is there to be read
    assert guest.memory.read(0x200000, 4) == b"\1\0\0\0"
    guest.console.send("\x05")
    assert guest.wait_exit().code == 6
    assert guest.memory.read(0x200000, 4) == b"\6\0\0\0"  # when QEMU is gone
    assert (tmp_path / "cell/serial0.log").read_bytes() == b"go> \x05"


def test_clones_share_nothing(plan: Plan, tmp_path: Path, shelf: Shelf) -> None:
    one, how = started(plan, tmp_path / "one")
    [ram] = shelf.place.folder.glob("*/ram")
    made = ram.stat()
    with one:
        one.console.send("\x05")
        assert one.wait_exit().code == 6
        other, same = started(plan, tmp_path / "other")
        with other:
            assert same == how
            other.console.send("\x08")
            assert other.wait_exit().code == 9
    assert ram.stat().st_mtime_ns == made.st_mtime_ns
    assert ram.stat().st_ino == made.st_ino  # or it would have been found to be damaged
    [entry] = shelf.entries()
    assert entry.content["title"] == 'pc, "go> " on the console'


def test_another_moment_is_another_template(plan: Plan, tmp_path: Path, shelf: Shelf) -> None:
    for number, moment in enumerate(("go> ", "go")):
        changed = replace(plan, boot=replace(plan.boot, freeze=moment))
        guest, _ = started(changed, tmp_path / str(number))
        guest.close()
    assert len(shelf.entries()) == 2


@pytest.mark.parametrize("cold", [False, True])
def test_a_moment_that_does_not_come(tmp_path: Path, shelf: Shelf, *, cold: bool) -> None:
    plan = planned(f"{say(b'go')} {HALT}", tmp_path)
    with pytest.raises(BudgetSpent, match='waited for "go> " on serial0: all its processors'):
        started(plan, tmp_path / "cell", cold=cold)
    assert not shelf.entries()
    assert (tmp_path / "cell/serial0.log").read_bytes() == b"go"


@pytest.mark.parametrize("cold", [False, True])
def test_the_tests_budget_holds_for_the_way(tmp_path: Path, *, cold: bool) -> None:
    plan = planned(f"{say(b'go')} {SPIN}", tmp_path)
    (tmp_path / "cell").mkdir()
    policy = StartPolicy(cold=cold, budget=Budget(cpu=1))
    with pytest.raises(BudgetSpent, match="the guest used its 1 s of CPU time"):
        Moment(plan, tmp_path / "cell", policy=policy).start()


def test_a_device_that_cannot_be_saved_boots(tmp_path: Path, shelf: Shelf) -> None:
    plan = planned(COUNTER, tmp_path, "go> ", "-device", "nvme,serial=one")
    for number in range(2):
        guest, how = started(plan, tmp_path / str(number))
        with guest:
            assert how.way is Way.COLD
            assert "nvme" in how.because
            guest.console.expect("go> ")
    [entry] = shelf.entries()
    assert "nvme" in entry.refused
