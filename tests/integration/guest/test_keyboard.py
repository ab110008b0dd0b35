# SPDX-License-Identifier: MIT
"""Keys reach a guest, each of them, and a machine without a keyboard says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.definitions.loader import load_machine
from bench.definitions.needs.boot import Boot
from bench.definitions.prepared import FromFirmware
from bench.errors import BenchError, EmulatorError
from bench.guest.guest import Guest
from bench.qemu.activity import BudgetSpent
from bench.qemu.budget import Budget
from bench.qemu.planning.plan import make_plan
from tests import ROOT
from tests.integration.machine_code import EXIT_42, HALT, run, say

# 8042: a byte waits when bit 0 of port 0x64 is set, and is read at port 0x60. Each is sent on.
ECHO = f"""
    {say(b"!")}
again: in $0x64, %al; test $1, %al; jz again
    in $0x60, %al; out %al, %dx; jmp again
"""


def scan_codes(guest: Guest, count: int) -> bytes:
    """The codes that came, of set 1 (IBM PS/2 keyboard), behind the guest's first word."""
    process = guest.console.process
    process.activity.wait(
        lambda: len(guest.console.newest(4096)) > count or None, process.clock, "scan codes"
    )
    return guest.console.newest(4096)[1:]


def test_keys_come_one_by_one(tmp_path: Path) -> None:
    with run(ECHO, tmp_path, "pc") as guest:
        guest.console.expect("!")
        guest.keyboard.type("aB")
        guest.keyboard.press("down")
        assert scan_codes(guest, 10) == bytes.fromhex("1e9e 2a30b0aa e050e0d0")


def test_keys_of_another_layout(tmp_path: Path) -> None:
    with run(ECHO, tmp_path, "pc") as guest:
        guest.console.expect("!")
        guest.keyboard.layout = "de"
        guest.keyboard.type("z@")
        assert scan_codes(guest, 8) == bytes.fromhex("1595 e038 1090 e0b8")


def test_several_at_once(tmp_path: Path) -> None:
    with run(ECHO, tmp_path, "pc") as guest:
        guest.console.expect("!")
        guest.keyboard.press("ctrl-alt-delete")
        assert scan_codes(guest, 8) == bytes.fromhex("1d38e053e0d3b89d")


def test_none_is_lost_of_many(tmp_path: Path) -> None:
    """QEMU's own queue has room for sixteen bytes."""
    with run(ECHO, tmp_path, "pc") as guest:
        guest.console.expect("!")
        guest.keyboard.type("a" * 200)
        assert scan_codes(guest, 400) == bytes.fromhex("1e9e") * 200


def test_a_guest_that_takes_no_keys_is_out_of_its_budget(tmp_path: Path) -> None:
    with run(say(b"up") + HALT, tmp_path, "pc", Budget(cpu=5, idle=1)) as guest:
        guest.console.expect("up")
        with pytest.raises(BudgetSpent, match="waited for the guest to take a key"):
            guest.keyboard.press("enter")


def test_a_key_may_end_a_guest(tmp_path: Path) -> None:
    taken = f"{say(b'!')} again: in $0x64, %al; test $1, %al; jz again; {EXIT_42}"
    with run(taken, tmp_path, "pc") as guest:
        guest.console.expect("!")
        guest.keyboard.press("enter")
        assert guest.wait_exit().code == 42
        with pytest.raises(EmulatorError):
            guest.keyboard.press("enter")


def test_whether_there_is_one_is_told(tmp_path: Path) -> None:
    with run(HALT, tmp_path, "microvm") as guest:
        assert not guest.keyboard.is_there


def test_a_machine_without_a_keyboard(tmp_path: Path) -> None:
    with (
        run(HALT, tmp_path, "microvm") as guest,
        pytest.raises(BenchError, match="machine microvm has no keyboard; give it one"),
    ):
        guest.keyboard.press("enter")


def test_a_keyboard_on_usb(tmp_path: Path) -> None:
    machine = load_machine("virt", ROOT / "machines").model_copy(
        update={"raw_qemu_options": ("-device", "qemu-xhci", "-device", "usb-kbd")}
    )
    plan = make_plan(machine, Boot(), FromFirmware(), accelerator="tcg")
    with Guest(plan, tmp_path) as guest:
        assert guest.keyboard.is_there
        guest.keyboard.press("a", times=3)


@pytest.mark.parametrize(
    ("keys", "hint"), [("entr", "did you mean enter"), ("ctrl-altt", "did you mean alt")]
)
def test_a_key_that_there_is_not(tmp_path: Path, keys: str, hint: str) -> None:
    with run(HALT, tmp_path, "pc") as guest, pytest.raises(BenchError, match=hint):
        guest.keyboard.press(keys)


def test_a_character_that_no_key_types(tmp_path: Path) -> None:
    with run(HALT, tmp_path, "pc") as guest, pytest.raises(BenchError, match="has no 'é'"):
        guest.keyboard.type("é")
