# SPDX-License-Identifier: MIT
"""Every board of this host's QEMU starts from a definition of a few lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from bench.architectures.registry import ARCHITECTURES
from bench.definitions.console import Console
from bench.definitions.loader import load_machines
from bench.definitions.machine import Machine
from bench.definitions.needs.boot import Boot
from bench.definitions.prepared import FromFirmware
from bench.errors import BenchError
from bench.qemu.activity import Activity
from bench.qemu.emulator import boot
from bench.qemu.inquiry import Question, ask
from bench.qemu.known import asked_of, lacking
from bench.qemu.planning.plan import make_plan
from bench.qemu.process import Process
from tests import ROOT

MIB = 1 << 20
UNITS = {"MiB": MIB, "GiB": 1024 * MIB}

WITHOUT = {
    "none": "has nothing, and is not for definitions",
    "xenpv": "needs the hypervisor Xen",
    "xenfv": "needs the hypervisor Xen",
    "xenpvh": "needs the hypervisor Xen",
}
_FLASH = "A flash image must be given with the 'pflash' parameter"
_KERNEL = "Kernel or Flash image must be specified"
REFUSES = {
    **{"connex": _FLASH, "verdex": _FLASH},
    **{"sx1": _KERNEL, "sx1-v1": _KERNEL},
    "cheetah": "Kernel or ROM image must be specified",
    "canon-a1100": "Couldn't find rom image 'canon-a1100-rom1.bin'.",
}
"""Boards that do not start without a file, and what they say."""
SILENT = {"x-remote"}
"""Boards without a serial line."""

_SIZE = re.compile(r"(\d+) ?(MiB|GiB)")
_CPUS = re.compile(r"The min CPUs supported by machine '.*' is (\d+)")


def boards(architecture: str) -> Iterator[dict[str, Any]]:
    """The boards of an emulator that a definition may name, without those that go out of use."""
    [found] = ask(architecture, Question("query-machines"))
    yield from (each for each in found if not each["deprecated"] and each["name"] not in WITHOUT)


def definition(architecture: str, board: str, **more: Any) -> Machine:
    facts = ARCHITECTURES[architecture].board(board)
    uart: Any
    on: Any
    (uart, on), *_ = facts.uarts
    fields = {"cpu": "max", "boots": ()} if facts.known else {}
    if facts.name == "microvm":
        more["board_options"] = {"isa-serial": "on"}
    return Machine(
        name="any",
        summary="A board",
        architecture=architecture,
        board=board,
        consoles=(Console(name="serial0", uart=uart, on=on),),
        accelerator="tcg",
        **{"memory": 256 * MIB, **fields, **more},
    )


def wired(machine: Machine) -> bool:
    """Start a machine, without its guest; whether a chip is at its line."""
    plan = make_plan(machine, Boot(), FromFirmware(), accelerator="tcg", asked=asked_of(machine))
    emulator = boot(plan, None)
    emulator.boots = False
    process = Process(plan, emulator, None, {"serial0": lambda _: None}, Activity())
    try:
        assert process.monitor.execute("query-status")["status"] == "prelaunch"
        lines = process.monitor.execute("query-chardev")
        return any(each["frontend-open"] for each in lines if each["label"] == "serial0")
    finally:
        process.close()


def as_the_board_insists(architecture: str, board: str) -> bool:
    """Start a machine with the memory and the CPUs that its board says that it must have."""
    more = dict[str, Any]()
    while True:
        try:
            return wired(definition(architecture, board, **more))
        except BenchError as error:
            said = str(error)
            insists = {"memory": _size(said), "cpus": _number(said)}
            told = {key: value for key, value in insists.items() if value and key not in more}
            if not told:
                raise
            more |= told


def _size(said: str) -> int:
    found = _SIZE.search(said)
    return int(found[1]) * UNITS[found[2]] if found else 0


def _number(said: str) -> int:
    found = _CPUS.search(said)
    return int(found[1]) if found else 0


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_every_board_starts_and_has_its_line(architecture: str) -> None:
    refused, silent = dict[str, str](), set[str]()
    for each in boards(architecture):
        try:
            if not as_the_board_insists(architecture, each["name"]):
                silent.add(each["name"])
        except BenchError as error:
            refused[each["name"]] = str(error)
    names = {each["name"] for each in boards(architecture)}
    assert len(names) > 40
    assert {name: said.rpartition(" boot: ")[2] for name, said in refused.items()} == {
        name: REFUSES[name] for name in REFUSES.keys() & names
    }
    assert silent == SILENT & names


def test_it_has_what_the_shipped_machines_name() -> None:
    for machine in load_machines(ROOT / "machines").values():
        assert [*lacking(machine)] == [], machine.name


def test_memory_that_a_board_does_not_have_is_told_in_a_line() -> None:
    with pytest.raises(BenchError) as caught:
        wired(definition("aarch64", "raspi3b", cpus=4))
    assert str(caught.value) == (
        "QEMU refuses any, or what it is to boot: Invalid RAM size, should be 1 GiB"
    )
