# SPDX-License-Identifier: MIT
"""The plans of machines with devices by QEMU's own names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bench.definitions.loader import load_machine
from bench.definitions.machine import Machine
from bench.definitions.needs.go import Go
from bench.definitions.prepared import FromKernel
from bench.qemu.planning.asked import NOTHING, Asked
from bench.qemu.planning.plan import Plan, make_plan
from bench.templates.unknowable import why_unknowable
from tests import ROOT

Q35 = load_machine("q35", ROOT / "machines")


def machine(*devices: Any) -> Machine:
    return Machine.model_validate({**Q35.model_dump(), "devices": devices})


def planned(*devices: Any, asked: Asked = NOTHING) -> Plan:
    boot = FromKernel(kernel=Path("kernel"))
    return make_plan(machine(*devices), Go("hello"), boot, accelerator="tcg", asked=asked)


def added(*devices: Any, asked: Asked = NOTHING) -> str:
    line = " ".join(planned(*devices, asked=asked).argv)
    return line.partition(" -device pvpanic ")[2].partition(" -m ")[0]


def test_each_stands_in_its_turn_with_its_properties() -> None:
    assert added(
        "edu",
        {"device": "qemu-xhci", "id": "usb", "p2": 8},
        {"device": "usb-kbd", "bus": "usb.0"},
        {"device": "i6300esb", "multifunction": False},
    ) == (
        "-device edu -device qemu-xhci,id=usb,p2=8 -device usb-kbd,bus=usb.0"
        " -device i6300esb,multifunction=off"
    )


def test_empty_disks_are_files_of_their_own() -> None:
    disks = ({"device": "nvme", "serial": "a", "drive": "empty"},) * 2
    plan = planned(*disks)
    assert plan.descriptors.empty == (118, 119)
    assert added(*disks) == " ".join(
        f"-blockdev driver=raw,node-name=empty{number},file.driver=file,file.locking=off,"
        f"file.filename=/proc/self/fd/{118 + number} -device nvme,drive=empty{number},serial=a"
        for number in range(2)
    )
    assert not plan.files.keys() & {117, 118}


@pytest.mark.parametrize(("with_rom", "rom"), [(["e1000"], ",romfile="), ([], "")])
def test_any_card_may_be_on_the_network(with_rom: list[str], rom: str) -> None:
    card = {"device": "e1000", "network": True, "mac": "52:54:00:12:34:56"}
    asked = Asked(with_rom=frozenset(with_rom))
    assert added(card, asked=asked) == (
        "-netdev user,id=network,restrict=on"
        f" -device e1000,netdev=network{rom},mac=52:54:00:12:34:56"
    )
    assert planned(card).network
    assert not planned({"device": "e1000"}).network


def test_a_machine_survives_its_own_dump() -> None:
    one = machine("edu", {"device": "nvme", "serial": "a", "drive": "empty", "mdts": 5})
    assert Machine.model_validate(one.model_dump()) == one
    assert Machine.model_validate_json(one.model_dump_json(by_alias=True)) == one
    assert one.device_names == ("edu", "nvme")


def test_a_property_changes_the_plan_and_so_the_key_of_its_template() -> None:
    one, other = (planned({"device": "i6300esb", "multifunction": on}) for on in (True, False))
    assert one.clone_argv != other.clone_argv


def test_no_template_holds_what_an_empty_disk_does() -> None:
    assert why_unknowable((), machine({"device": "nvme", "drive": "empty"}).empty_drives)
    assert not why_unknowable((), machine("virtio-blk", {"device": "i6300esb"}).empty_drives)
