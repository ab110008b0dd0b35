# SPDX-License-Identifier: MIT
"""The plans of machines on boards of which the bench has no table."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from bench.architectures.registry import ARCHITECTURES
from bench.definitions.console import Console
from bench.definitions.machine import Machine
from bench.definitions.needs.boot import Boot
from bench.definitions.needs.linux import Linux
from bench.definitions.prepared import Disk, FromKernel
from bench.errors import BenchError
from bench.qemu.planning.asked import NOTHING, Asked
from bench.qemu.planning.plan import Plan, make_plan
from bench.qemu.planning.serial_lines import linux_consoles, linux_terminals

GIB = 1 << 30
LINE = Console(name="serial0", uart="board")
FIELDS: dict[str, Any] = {
    "name": "pi",
    "summary": "A board",
    "architecture": "aarch64",
    "board": "raspi3b",
    "memory": GIB,
    "consoles": (LINE,),
}
KERNEL = FromKernel(kernel=Path("kernel"))


def planned(asked: Asked = NOTHING, boot: FromKernel = KERNEL, **more: Any) -> Plan:
    return make_plan(
        Machine(**{**FIELDS, **more}), Boot("kernel"), boot, accelerator="tcg", asked=asked
    )


def test_what_the_board_has_is_left_to_it() -> None:
    plan = planned()
    line = " ".join(plan.argv)
    assert "-machine raspi3b,memory-backend=ram -smp 1 " in line
    assert "-chardev socket,id=serial0,fd=107 -serial chardev:serial0 -m 1048576K" in line
    assert "-cpu" not in plan.argv
    assert plan.memory.start is None


def test_a_board_that_brings_its_ram_is_given_none() -> None:
    plan = planned(Asked(takes_ram=False))
    line = " ".join(plan.argv)
    assert "-machine raspi3b -smp" in line
    assert " -m 1048576K -kernel " in line
    assert "memory-backend" not in line
    assert not plan.memory.in_file


def test_lines_between_those_that_are_named_stay_unused() -> None:
    consoles = (
        LINE.model_copy(update={"line": 1}),
        LINE.model_copy(update={"name": "next"}),
        Console(name="card", uart="16550", on="pci"),
        LINE.model_copy(update={"name": "last", "line": 4}),
    )
    plan = planned(consoles=consoles)
    serial = [word for before, word in pairwise(plan.argv) if before == "-serial"]
    assert serial == ["null", "chardev:serial0", "chardev:next", "null", "chardev:last"]


def test_ram_begins_where_the_definition_says() -> None:
    assert planned(ram_at=0x8000_0000).memory.start == 0x8000_0000


def test_nobody_knows_what_linux_calls_its_lines() -> None:
    machine = Machine(**FIELDS)
    assert linux_terminals(machine) == {}
    assert linux_consoles(machine) == []


def test_a_disk_goes_where_the_definition_says() -> None:
    disk = Disk(Path("disk"), "raw", Path("overlay"))
    boot = FromKernel(kernel=Path("kernel"), disks=(disk,), cdrom=Path("cd.iso"))
    line = " ".join(planned(boot=boot, disk_device="nvme", cd_device="usb-storage").argv)
    assert "-device usb-storage,drive=cdrom " in line
    assert "-device nvme,drive=disk0 " in line
    card = " ".join(planned(boot=boot, disk_device="sd", cd_device="scsi-cd").argv)
    assert (
        "-blockdev driver=raw,node-name=disk0-base,read-only=on,file.driver=file,"
        "file.filename=/proc/self/fd/117 -drive if=sd,driver=qcow2,file.driver=file,"
        "file.locking=off,file.filename=/proc/self/fd/118,backing=disk0-base" in card
    )


@pytest.mark.parametrize(
    ("board", "asked", "wanted"),
    [
        ("raspi3b", "auto", "tcg"),
        ("raspi3b", "kvm", "kvm"),
        ("virt-7.2", "auto", "auto"),
        ("virt", "tcg", "tcg"),
    ],
)
def test_kvm_is_not_taken_unasked(board: str, asked: str, wanted: str) -> None:
    fields = {**FIELDS, "board": board, "accelerator": asked, "boots": (), "cpu": "max"}
    line = LINE if board == "raspi3b" else Console(name="serial0", uart="pl011")
    assert Machine(**{**fields, "consoles": (line,)}).accelerator_wanted == wanted


def test_it_boots_nothing_that_the_bench_builds() -> None:
    with pytest.raises(BenchError, match="machine pi boots images and files, not"):
        make_plan(Machine(**FIELDS), Linux(), KERNEL, accelerator="tcg")


@pytest.mark.parametrize(
    ("architecture", "name", "expected"),
    [
        ("x86_64", "pc-q35-7.2", "q35"),
        ("x86_64", "pc-q35-4.0.1", "q35"),
        ("i386", "pc-i440fx-2.10", "pc"),
        ("aarch64", "virt-7.2", "virt"),
        ("aarch64", "virt", "virt"),
        ("aarch64", "virt-", None),
        ("aarch64", "virt-7.2x", None),
        ("aarch64", "virtual-7.2", None),
        ("x86_64", "virt-7.2", None),
        ("x86_64", "pc-q35", None),
        ("x86_64", "isapc", None),
    ],
)
def test_a_version_has_the_facts_of_its_board(
    architecture: str, name: str, expected: str | None
) -> None:
    board = ARCHITECTURES[architecture].board(name)
    assert (board.name if board.known else None) == expected
