# SPDX-License-Identifier: MIT
"""The machines that the project describes."""

from __future__ import annotations

import pytest

from bench.definitions.console import Console
from bench.definitions.device import Device
from bench.definitions.loader import check_machines, load_machines
from bench.definitions.machine import Machine
from bench.definitions.screen import Screen
from tests import ROOT

MACHINES = ROOT / "machines"
MIB = 1024**2

ON_BOARD = (Console(name="serial0", uart="16550"), Console(name="serial1", uart="16550"))
ON_VIRT = (Console(name="serial0", uart="pl011"), Console(name="serial1", uart="16550", on="pci"))
VGA = Screen(kind="vga", at=0xB8000, columns=80, rows=25)
PC = Machine(
    name="pc",
    summary="x86_64 PC of 1996 (Intel 440FX) with a VGA text screen",
    architecture="x86_64",
    board="pc",
    cpu="max",
    cpus=1,
    memory=256 * MIB,
    accelerator="auto",
    boots=("go", "linux", "dos", "multiboot"),
    consoles=ON_BOARD,
    screen=VGA,
    exit=("debug-exit", "acpi", "pvpanic"),
)
VIRT = Machine(
    name="virt",
    summary="arm64 machine that exists only in emulators, with Cortex-A57 cores",
    architecture="aarch64",
    board="virt",
    cpu="cortex-a57",
    memory=256 * MIB,
    interrupts="gicv2",
    boots=("go", "linux"),
    consoles=ON_VIRT,
    screen=Screen(kind="memory", at=0x4F000000, columns=80, rows=25),
    exit=("psci",),
)
DEVICES = {"cpus": 2, "devices": ("edu", "virtio-blk", "virtio-net", "virtio-rng")}
NET = {"devices": ("virtio-net",), "only_when_named": True}
CHECKED = {
    "memory": 512 * MIB,
    "boots": ("linux",),
    "linux": "checked",
    "only_when_named": True,
}
DIFFERENCES: dict[str, tuple[Machine, dict[str, object]]] = {
    "pc": (PC, {}),
    "q35": (PC, {"board": "q35"}),
    "q35-devices": (PC, {"board": "q35", **DEVICES}),
    "pc-i386": (PC, {"architecture": "i386", "boots": ("go", "dos", "multiboot")}),
    "q35-net": (PC, {"board": "q35", **NET}),
    "pc-i386-devices": (
        PC,
        {
            "architecture": "i386",
            "boots": ("go",),
            "devices": ("virtio-blk", "virtio-net"),
        },
    ),
    "microvm": (
        PC,
        {
            "board": "microvm",
            "boots": ("go", "linux"),
            "board_options": {
                "acpi": "off",
                "isa-serial": "on",
                "rtc": "on",
                "pit": "on",
                "pic": "on",
            },
            "consoles": (ON_BOARD[0], Console(name="serial1", uart="16550", on="isa")),
            "screen": Screen(kind="memory", at=0xB8000, columns=80, rows=25),
            "exit": ("debug-exit", "pvpanic"),
        },
    ),
    "pc-serial": (PC, {"boots": (), "board_options": {"graphics": "off"}, "screen": None}),
    "q35-large": (PC, {"board": "q35", "boots": (), "memory": 1 << 30}),
    "virt": (VIRT, {}),
    "virt-large": (VIRT, {"boots": (), "memory": 1 << 30}),
    "virt-graphics": (
        VIRT,
        {
            "boots": (),
            "memory": 512 << 20,
            "screen": Screen(kind="display", at=0x4F000000, columns=80, rows=25),
            "devices": tuple(
                Device(device=name) for name in ("virtio-gpu-pci", "qemu-xhci", "usb-kbd")
            ),
        },
    ),
    "raspi3b": (
        VIRT,
        {
            "board": "raspi3b",
            "boots": (),
            "cpu": None,
            "cpus": 4,
            "memory": 1 << 30,
            "ram_at": 0,
            "disk_device": "sd",
            "interrupts": None,
            "consoles": tuple(Console(name=f"serial{n}", uart="board") for n in range(2)),
            "screen": None,
        },
    ),
    "q35-linux-6-12": (
        PC,
        {
            "board": "q35",
            "boots": ("linux",),
            "linux": "6.12",
        },
    ),
    "virt-linux-6-12": (VIRT, {"boots": ("linux",), "linux": "6.12"}),
    "q35-checked": (PC, {"board": "q35", **CHECKED}),
    "virt-checked": (VIRT, CHECKED),
    "virt-devices": (VIRT, DEVICES),
    "virt-net": (VIRT, NET),
    "virt-a76": (VIRT, {"cpu": "cortex-a76", "interrupts": "gicv3"}),
    "q35-smp": (PC, {"board": "q35", "cpus": 4, "boots": ("go",)}),
    "virt-smp": (
        VIRT,
        {"cpu": "cortex-a76", "interrupts": "gicv3", "cpus": 4, "boots": ("go",)},
    ),
    "jetson-nano-like": (VIRT, {"cpus": 4}),
    "jetson-orin-like": (VIRT, {"cpu": "cortex-a76", "cpus": 8, "interrupts": "gicv3"}),
}
"""Each machine as a base and what differs from it, but for words to people."""


def test_all_are_sound() -> None:
    assert [str(problem) for problem in check_machines(MACHINES)] == []
    assert list(load_machines(MACHINES)) == sorted(DIFFERENCES)


@pytest.mark.parametrize("name", DIFFERENCES)
def test_values(name: str) -> None:
    machine = load_machines(MACHINES)[name]
    base, changes = DIFFERENCES[name]
    words = {
        "name": name,
        "summary": machine.summary,
        "not_modelled": machine.not_modelled,
    }
    assert machine == base.model_copy(update={**changes, **words})


@pytest.mark.parametrize("name", ["pc", "virt"])
def test_words_of_a_base(name: str) -> None:
    assert load_machines(MACHINES)[name] == DIFFERENCES[name][0]


@pytest.mark.parametrize("name", ["jetson-nano-like", "jetson-orin-like"])
def test_an_approximation_says_so(name: str) -> None:
    machine = load_machines(MACHINES)[name]
    assert "Jetson-class approximation" in machine.summary
    assert {"memory map", "clocks and BPMP", "pinmux and GPIO"} < set(machine.not_modelled)
    assert any("GPU" in line for line in machine.not_modelled)


@pytest.mark.parametrize("name", DIFFERENCES)
def test_files_are_short_and_know_their_schema(name: str) -> None:
    text = (MACHINES / f"{name}.yaml").read_text()
    assert len(text) < 1024
    assert text.startswith("# yaml-language-server: $schema=machine.schema.json\n")
