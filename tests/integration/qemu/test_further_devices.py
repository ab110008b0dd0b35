# SPDX-License-Identifier: MIT
"""Devices by QEMU's own names: it has them, and bench check says what it lacks."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bench.definitions.loader import load_machine
from bench.definitions.machine import Machine
from bench.definitions.needs.boot import Boot
from bench.definitions.prepared import FromFirmware
from bench.errors import BenchError
from bench.guest.guest import Guest
from bench.qemu.catalogue import devices, properties
from bench.qemu.inquiry import Question, ask
from bench.qemu.known import asked_of
from bench.qemu.planning.devices import EMPTY_DISK_BYTES
from bench.qemu.planning.plan import make_plan
from tests import ROOT

Q35 = load_machine("q35", ROOT / "machines")

MANY: tuple[Any, ...] = (
    "edu",
    {"device": "i6300esb"},
    {"device": "qemu-xhci", "id": "usb"},
    {"device": "usb-kbd", "bus": "usb.0"},
    {"device": "usb-storage", "bus": "usb.0", "drive": "empty"},
    {"device": "nvme", "serial": "abc", "drive": "empty"},
    {"device": "e1000", "network": True, "mac": "52:54:00:12:34:99"},
)


def with_devices(*found: Any) -> Machine:
    return Machine.model_validate({**Q35.model_dump(), "devices": found})


def started(machine: Machine, folder: Path) -> Guest:
    asked = asked_of(machine)
    plan = make_plan(machine, Boot(), FromFirmware(), accelerator="tcg", asked=asked)
    return Guest(plan, folder)


def test_a_board_carries_them(tmp_path: Path) -> None:
    with started(with_devices(*MANY), tmp_path) as guest:
        tree = guest.human_monitor("info qtree")
        for name in ("edu", "i6300esb", "usb-kbd", "usb-storage", "nvme", "e1000"):
            assert f"dev: {name}," in tree, name
        assert 'serial = "abc"' in tree
        network = guest.human_monitor("info network")
        assert "e1000.0: index=0,type=nic,model=e1000,macaddr=52:54:00:12:34:99" in network
        assert "restrict=on" in network
        nodes = guest.monitor.execute("query-named-block-nodes")
        disks = [each for each in nodes if each["node-name"].startswith("empty")]
        assert [each["image"]["virtual-size"] for each in disks] == [EMPTY_DISK_BYTES] * 2


def test_the_host_reaches_a_guest_by_any_card(tmp_path: Path) -> None:
    """A forward is there, by the name that the bench gives to the network."""
    with started(with_devices({"device": "rtl8139", "network": True}), tmp_path) as guest:
        assert guest.network.forward(80).port > 0


def test_a_sensor_on_a_bus_of_the_board(tmp_path: Path) -> None:
    machine = Machine.model_validate(
        {
            **{"name": "bmc", "summary": "A board with I2C", "architecture": "aarch64"},
            **{"board": "ast2500-evb", "memory": 256 << 20},
            "consoles": ({"name": "serial0", "uart": "board"},),
            "devices": ({"device": "tmp105", "bus": "aspeed.i2c.bus.3", "address": 80},),
        }
    )
    with started(machine, tmp_path) as guest:
        tree = guest.human_monitor("info qtree")
    assert re.search(r"dev: tmp105,.*\n(.*\n)?.*address = 80 \(0x50\)", tree)


@pytest.mark.parametrize(
    ("device", "said"),
    [
        ("{device: i6300es}", 'device: "i6300es" is not a device of this host\'s '),
        ("{device: kvmvapic}", 'device: "kvmvapic" is not a device of this host\'s '),
        ("{device: nvme, seriall: a}", "seriall: nvme has no such property; did you mean serial?"),
        ("{device: i6300esb, network: true}", "network: i6300esb takes none; leave it out"),
        ("{device: virtio-balloon, qom: a}", "qom: virtio-balloon has no such property"),
        ("{device: i6300esb, drive: empty}", "drive: i6300esb takes none; leave it out"),
    ],
)
def test_what_qemu_lacks_is_told_with_its_line(device: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "avocado.cfg").touch()
    (tmp_path / "machines").mkdir()
    (tmp_path / "machines/mine.yaml").write_text(f"extends: q35\ndevices:\n  - edu\n  - {device}\n")
    done = subprocess.run(
        [sys.executable, "-m", "bench.cli.entry", "check"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    [line] = done.stdout.splitlines()
    assert (done.returncode, line[: line.index(said)]) == (1, "machines/mine.yaml:4: devices[1].")
    machine = load_machine("mine", tmp_path / "machines", ROOT / "machines")
    with pytest.raises(BenchError) as caught:
        asked_of(machine)
    assert str(caught.value) == f"machine mine: {line.removeprefix('machines/mine.yaml:4: ')}"


def test_what_joins_a_device_to_the_host_is_known_by_what_qemu_says_of_it(
    tmp_path: Path,
) -> None:
    """Of all properties of all devices: the rule by names, and the one by QEMU's words."""
    joined = {"pcap": "usb-kbd", "cdat": "cxl-upstream", "file": "loader"}
    for name, device in devices("x86_64").items():
        for key, each in (properties("x86_64", device) or {}).items():
            if "as a backend" in each.description:
                joined[key] = name
    assert joined.keys() >= {"chardev", "drive", "netdev"}
    for key, name in joined.items():
        with pytest.raises(BenchError, match=r"reaches for the host|joined by it|is unknown"):
            _try(f"extends: q35\ndevices: [{{device: {name}, {key}: monitor}}]\n", tmp_path)


def _try(text: str, folder: Path) -> None:
    (folder / "mine.yaml").write_text(text)
    asked_of(load_machine("mine", folder, ROOT / "machines"))


def test_answers_are_remembered_for_this_qemu(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BENCH_CACHE", str(tmp_path))
    question = Question("query-version")
    [found] = ask("x86_64", question)
    assert found["qemu"]["major"] >= 7
    [kept] = (tmp_path / "emulators").iterdir()
    kept.write_text(kept.read_text().replace('"major"', '"remembered"'))
    assert "remembered" in ask("x86_64", question)[0]["qemu"]
    kept.write_text("{")
    assert ask("x86_64", question) == [found]


def test_a_question_that_ends_qemu_keeps_none_from_its_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """QEMU 7.2 ends itself at the properties of microvm, with what follows unread."""
    monkeypatch.setenv("BENCH_CACHE", str(tmp_path))
    deadly = Question("qom-list-properties", {"typename": "microvm-machine"})
    before, *between, after = ask(
        "x86_64", Question("query-version"), *[deadly] * 3, Question("query-kvm")
    )
    assert before["qemu"]
    assert len({str(each) for each in between}) == 1
    assert "enabled" in after


def test_there_is_no_answer_to_what_it_knows_nothing_of() -> None:
    nothing = Question("device-list-properties", {"typename": "nosuch"})
    version, none = ask("x86_64", Question("query-version"), nothing)
    assert version
    assert none is None
