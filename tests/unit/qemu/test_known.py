# SPDX-License-Identifier: MIT
"""What is said of a definition that names what QEMU lacks: of one that has answered before."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bench.definitions.loader import load_machine, placed
from bench.errors import BenchError
from bench.qemu.inquiry import kept_at
from bench.qemu.known import asked_of, lacking
from bench.qemu.planning.asked import NOTHING, Asked

TEXT = {"type": "str"}
ANSWERS: dict[str, Any] = {
    "query-machines": [
        {"name": "none", "cpu-max": 1, "default-ram-id": "ram"},
        {"name": "raspi3b", "cpu-max": 4, "default-ram-id": "ram"},
        {"name": "virt-7.2", "alias": "virt", "cpu-max": 512, "default-ram-id": "ram"},
        {"name": "tosa", "cpu-max": 1},
    ],
    "query-cpu-definitions": [{"name": "cortex-a53"}, {"name": "max"}],
    "human-monitor-command info qdm": (
        "Storage devices:\r\n"
        'name "nvme", bus PCI, desc "Non-Volatile Memory Express"\r\n'
        'name "virtio-blk-pci", bus PCI, alias "virtio-blk"\r\n'
        'name "e1000", bus PCI, alias "e1000-82540em", desc "Intel Gigabit Ethernet"\r\n'
        'name "new-thing"\r\n'
        'name "left-out", bus PCI\r\n'
        'name "pl011", bus System, no-user\r\n'
        "\r\nCPU devices:\r\n"
        'name "max-arm-cpu"\r\n'
    ),
    "qom-list-properties raspi3b-machine": [{"name": "usb", "type": "bool"}],
    "qom-list-properties virt-7.2-machine": [{"name": "its", "type": "bool"}],
    "qom-list-properties tosa-machine": None,
    "device-list-properties nvme": [
        {"name": "serial", **TEXT},
        {"name": "drive", "description": "ID of a block device to use as a backend", **TEXT},
        {"name": "subsys", "type": "link<nvme-subsys>"},
        {"name": "romfile", **TEXT},
    ],
    "device-list-properties e1000": [
        {"name": "netdev", "description": "ID of a netdev to use as a backend", **TEXT},
        {"name": "romfile", **TEXT},
    ],
    "device-list-properties new-thing": [
        {"name": "notes", **TEXT},
        {"name": "far-end", "description": "ID of a thing to use as a backend", **TEXT},
        {"name": "store", "type": "link<memory-backend>"},
        {"name": "netdev", **TEXT},
    ],
    "device-list-properties left-out": None,
}

PI = """\
summary: A board
architecture: aarch64
board: raspi3b
memory: 1G
consoles: [{name: serial0, uart: board}]
"""


@pytest.fixture(autouse=True)
def _answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An emulator that has answered all of this."""
    emulator = tmp_path / "qemu-system-aarch64"
    emulator.touch(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("BENCH_CACHE", str(tmp_path / "cache"))
    kept = kept_at("aarch64")
    kept.parent.mkdir(parents=True)
    kept.write_text(json.dumps(ANSWERS))


def said_of(text: str, folder: Path) -> list[str]:
    (folder / "pi.yaml").write_text(text)
    found = placed(lacking(load_machine("pi", folder)), "pi", folder)
    return [str(problem).partition("pi.yaml:")[2] for problem in found]


@pytest.mark.parametrize("more", ["", "cpus: 4\n", "cpu: cortex-a53\n", "board-options: {usb: on}"])
def test_what_it_has(more: str, tmp_path: Path) -> None:
    assert said_of(PI + more, tmp_path) == []


def test_properties_of_a_board_that_qemu_does_not_tell_pass(tmp_path: Path) -> None:
    assert said_of(PI.replace("raspi3b", "tosa") + "board-options: {any: on}\n", tmp_path) == []


def test_devices_that_it_has(tmp_path: Path) -> None:
    devices = (
        "devices: [edu, {device: nvme, serial: a, subsys: b, id: c, bus: d, drive: empty},"
        " {device: e1000-82540em, network: true}]\ndisk-device: sd\ncd-device: virtio-blk\n"
    )
    assert said_of(PI + devices, tmp_path) == []


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        (
            "raspi3b",
            "raspi3c",
            '3: board: "raspi3c" is not a board of this host\'s qemu-system-aarch64; '
            "did you mean raspi3b?",
        ),
        (
            "raspi3b",
            "none",
            '3: board: "none" is not a board of this host\'s qemu-system-aarch64; '
            "use raspi3b, virt-7.2, virt or tosa",
        ),
        ("memory: 1G", "cpus: 5\nmemory: 1G", "4: cpus: 5 are more than the 4 of raspi3b; write 4"),
        (
            "memory: 1G",
            "cpu: cortex-a35\nmemory: 1G",
            '4: cpu: "cortex-a35" is not a CPU model of this host\'s qemu-system-aarch64; '
            "did you mean cortex-a53?",
        ),
        (
            "memory: 1G",
            "memory: 1G\nboard-options:\n  usc: on",
            "6: board-options.usc: raspi3b has no such property; did you mean usb?",
        ),
    ],
)
def test_what_a_board_lacks(right: str, wrong: str, said: str, tmp_path: Path) -> None:
    [found] = said_of(PI.replace(right, wrong), tmp_path)
    assert found.startswith(said)


@pytest.mark.parametrize(
    ("device", "said"),
    [
        (
            "{device: nvmee}",
            'device: "nvmee" is not a device of this host\'s qemu-system-',
        ),
        (
            "{device: pl011}",
            'device: "pl011" is not a device of this host\'s qemu-system-',
        ),
        ("{device: left-out}", "device: left-out is not installed on this host; install the"),
        ("{device: nvme, seriall: a}", "seriall: nvme has no such property; did you mean serial?"),
        ("{device: nvme, network: true}", "network: nvme takes none; leave it out"),
        ("{device: e1000, drive: empty}", "drive: e1000 takes none; leave it out"),
        ("{device: new-thing, notes: a}", "notes: it may be a file of the host's, as far as"),
        ("{device: new-thing, far-end: a}", "far-end: new-thing would be joined by it to what"),
        ("{device: new-thing, store: ram}", "store: new-thing would be joined by it to what"),
    ],
)
def test_what_a_device_lacks_or_must_not_have(device: str, said: str, tmp_path: Path) -> None:
    [found] = said_of(f"{PI}devices:\n  - edu\n  - {device}\n", tmp_path)
    assert found.startswith(f"8: devices[1].{said}")


@pytest.mark.parametrize("key", ["disk-device", "cd-device"])
def test_a_device_for_media_that_it_lacks(key: str, tmp_path: Path) -> None:
    [found] = said_of(f"{PI}{key}: nvmee\n", tmp_path)
    assert found.startswith(f'6: {key}: "nvmee" is not a device of this host\'s ')
    assert found.endswith("did you mean nvme?")


def test_what_a_plan_is_told(tmp_path: Path) -> None:
    def asked(text: str) -> Asked:
        (tmp_path / "pi.yaml").write_text(text)
        return asked_of(load_machine("pi", tmp_path))

    assert asked(PI) == NOTHING
    assert asked(PI.replace("raspi3b", "tosa")) == Asked(takes_ram=False)
    card = asked(f"{PI}devices: [{{device: e1000, network: true}}, {{device: nvme}}]\n")
    assert card == Asked(with_rom=frozenset({"e1000"}))
    plain = asked(f"{PI}devices: [{{device: new-thing, network: true}}]\n")
    assert plain == NOTHING
    with pytest.raises(BenchError, match=r"^machine pi: board: \"tosb\" is not a board of this"):
        asked(PI.replace("raspi3b", "tosb"))


def test_of_what_is_in_the_benchs_tables_nothing_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    text = PI.replace("raspi3b", "virt").replace("board}", "pl011}")
    (tmp_path / "pi.yaml").write_text(f"{text}cpu: max\nboots: []\ndevices: [edu, virtio-net]\n")
    assert asked_of(load_machine("pi", tmp_path)) is NOTHING
