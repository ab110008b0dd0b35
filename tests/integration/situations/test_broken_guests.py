# SPDX-License-Identifier: MIT
"""Broken and hostile guests: each has its verdict, its fault domain and its reason, at once."""

from __future__ import annotations

import gzip
import os
import re
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from bench.cells.running.boot import plan_for
from bench.definitions.images.passes import Passes
from bench.definitions.loader import load_machine
from bench.definitions.needs.boot import Boot
from bench.guest.blame import blame
from bench.guest.exit import Ending
from bench.guest.guest import Guest
from bench.qemu.budget import Budget
from bench.verdict.judge import judge
from bench.verdict.outcome import Fault, Outcome, Verdict
from bench.verdict.problem import Problem
from tests import ROOT
from tests.integration.machine_code import (
    EXIT_42,
    FLOOD,
    HALT,
    PORT_CF9_RESET,
    SPIN,
    TRIPLE_FAULT,
    assemble,
    say,
)

SHORT = Budget(cpu=3, idle=1)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "avocado.cfg").touch()
    return tmp_path


def verdict(
    root: Path, need: Boot, machine: str = "pc", look: Callable[[Guest], object] = Guest.wait_exit
) -> Verdict:
    """The verdict of a test that boots something on a machine, and does one thing with it."""
    guest = None
    try:
        plan = plan_for(load_machine(machine, ROOT / "machines"), need, root=root)
        with Guest(plan, None, budget=SHORT) as guest:
            look(guest)
    except Exception as error:
        return judge([Problem(blame(error, guest.exit if guest else None))])
    return judge([])


def elf(size: int = 64, **changed: int) -> bytes:
    """The header of an ELF file for i386, and nothing behind it (System V gABI, 4)."""
    fields = {"type": 2, "machine": 3, "entry": 0x100000, "phoff": 52, "phnum": 1} | changed
    header = b"\x7fELF\x01\x01\x01" + bytes(9)
    header += struct.pack("<HHIIIIIHHHHHH", fields["type"], fields["machine"], 1, fields["entry"],
        fields["phoff"], 0, 0, 52, 32, fields["phnum"], 0, 0, 0)  # fmt: skip
    return header.ljust(size, b"\0")[:size]


def qcow2(size: int, backing: bytes = b"") -> bytes:
    """The header of an image (QEMU, docs/interop/qcow2.txt)."""
    offset = 104 if backing else 0
    header = struct.pack(">4sIQIIQIIQQIIQ", b"QFI\xfb", 3, offset, len(backing), 16, size, 0,
        1 << 12, 3 << 16, 1 << 16, 1, 0, 0)  # fmt: skip
    header += struct.pack(">QQQII", 0, 0, 0, 4, 104)
    return (header + backing).ljust(1 << 18, b"\0")


MAGIC = struct.pack("<III", 0x1BADB002, 0, 0)
"""The header of Multiboot with a wrong sum (0.6.96, 3.1.1)."""

REFUSED: dict[str, tuple[bytes, str, str]] = {
    "empty": (b"", "kernel", "this is an empty file"),
    "text": (b"#!/bin/sh\necho hello\n", "kernel", "this is a script"),
    "zeros": (bytes(1 << 16), "kernel", "this is"),
    "elf-cut": (elf(40), "kernel", "this is"),
    "elf-without-segments": (elf(phoff=1 << 20), "kernel", "this is"),
    "elf-object": (elf(type=1), "kernel", "this is"),
    "elf-of-another": (elf(machine=243), "kernel", "this is an ELF file for"),
    "multiboot-sum": (MAGIC.ljust(8192, b"\0"), "kernel", "this is"),
    "windows": (
        b"MZ".ljust(60, b"\0") + struct.pack("<I", 64) + b"PE\0\0" + bytes(200),
        "kernel",
        "this is",
    ),
    "gzip-cut": (gzip.compress(os.urandom(9999))[:500], "kernel", "cannot be unpacked"),
    "cd-of-zeros": (bytes(1 << 20), "cdrom", "this is .*, which is not for cdrom="),
    "cd-cut": (bytes(32768) + b"\1CD001\1", "cdrom", "this is"),
    "floppy-too-large": (
        b"\0" * 510 + b"\x55\xaa" + bytes(3 << 20),
        "floppy",
        "is not for floppy=",
    ),
    "tree-of-text": (b"/dts-v1/;", "device_tree", "device_tree"),
    "disk-on-a-disk": (qcow2(1 << 20, b"/etc/shadow"), "disks", "this is"),
    "disk-cut": (b"QFI\xfb\0\0\0\3", "disks", "this is"),
    "vmdk": (b"KDMV" + bytes(600), "disks", "this is"),
    "firmware-empty": (b"", "firmware", "this is an empty file"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_is_refused_with_what_it_is(project: Path, name: str) -> None:
    content, role, reason = REFUSED[name]
    (project / "file").write_bytes(content)
    kernel = {"kernel": "kernel"} if role == "device_tree" else {}
    (project / "kernel").write_bytes(elf(8192) + MAGIC)
    value = ("file",) if role == "disks" else "file"
    found = verdict(project, Boot(**{**kernel, role: value}))  # type: ignore[arg-type]
    assert (found.outcome, found.fault) == (Outcome.ERROR, Fault.PAYLOAD), found.reason
    assert re.search(reason, found.reason), found.reason
    assert "\n" not in found.reason


def test_a_pipe_is_not_waited_for(project: Path) -> None:
    os.mkfifo(project / "file")
    found = verdict(project, Boot(kernel="file"))
    assert (found.outcome, found.fault) == (Outcome.ERROR, Fault.PAYLOAD)


def test_a_device_is_not_read_for_ever(project: Path) -> None:
    (project / "file").symlink_to("/dev/zero")
    found = verdict(project, Boot(kernel="file"))
    assert (found.outcome, found.fault) == (Outcome.ERROR, Fault.PAYLOAD)


def test_a_folder_is_not_a_disk(project: Path) -> None:
    (project / "file").mkdir()
    found = verdict(project, Boot(disks=("file",)))
    assert (found.outcome, found.fault) == (Outcome.ERROR, Fault.PAYLOAD)


def test_a_disk_of_eight_exbibytes_costs_nothing(project: Path) -> None:
    (project / "file").write_bytes(qcow2((1 << 63) - 512))
    found = verdict(project, Boot(disks=("file",)))
    assert found.red
    assert found.fault is Fault.PAYLOAD
    assert "\n" not in found.reason


def test_a_refusal_may_be_the_end_that_is_wanted(project: Path) -> None:
    (project / "file").write_bytes(bytes(1000))
    foreseen = Boot(firmware="file", refusal="end")
    ends = []
    found = verdict(project, foreseen, look=lambda guest: ends.append(guest.wait_exit()))
    assert not found.red
    [ended] = ends
    assert (ended.ending, ended.code) == (Ending.REFUSED, None)
    assert "could not load PC BIOS" in ended.reason
    assert str(ended) == f"refused: {ended.reason}"
    passes = Passes(exit="refused")
    assert not verdict(project, foreseen, look=lambda guest: guest.passes(passes)).red
    unforeseen = verdict(project, Boot(firmware="file"))
    assert (unforeseen.outcome, unforeseen.fault) == (Outcome.ERROR, Fault.PAYLOAD)
    assert unforeseen.reason.startswith("QEMU refuses pc, or what it is to boot: could not load")


def test_a_guest_that_was_to_be_refused_and_runs_is_red(project: Path) -> None:
    assemble(EXIT_42, project)
    foreseen = Boot(kernel="kernel.elf", refusal="end")
    found = verdict(project, foreseen, look=lambda guest: guest.passes(Passes(exit="refused")))
    assert found.outcome is Outcome.FAIL
    assert found.reason == "it ended by debug-exit with code 42, and passes by refused"


def test_a_refused_guest_has_said_nothing(project: Path) -> None:
    (project / "file").write_bytes(bytes(1000))
    foreseen = Boot(firmware="file", refusal="end")
    found = verdict(project, foreseen, look=lambda guest: guest.console.expect("hello"))
    assert (found.outcome, found.fault) == (Outcome.FAIL, Fault.PAYLOAD)
    assert "before the guest ended, which was refused: could not load" in found.reason


def test_firmware_of_noise_is_a_guest_that_does_nothing_right(project: Path) -> None:
    (project / "file").write_bytes(os.urandom(1 << 16))
    found = verdict(project, Boot(firmware="file"))
    assert (found.red, found.fault) in {(True, Fault.PAYLOAD), (False, None)}


RUNNING: dict[str, tuple[str, str]] = {
    "silent and busy": (SPIN, "waited for the guest to end: the guest used its 3 s of CPU time"),
    "silent and idle": (
        HALT,
        "waited for the guest to end: (the guest had nothing to do|all its processors have halted)",
    ),
    "a flood": (FLOOD, "waited for the guest to end: the guest used its 3 s of CPU time"),
    "escape codes without end": (
        f"1: {say(bytes([27]) + b'[9999;9999H' + bytes([27]) + b'[2J')} jmp 1b",
        "waited for the guest to end: the guest used its 3 s of CPU time",
    ),
}


@pytest.mark.parametrize("name", RUNNING)
def test_a_guest_that_does_not_end_is_the_payloads_fault(project: Path, name: str) -> None:
    source, reason = RUNNING[name]
    assemble(source, project)
    found = verdict(project, Boot(kernel="kernel.elf"))
    assert (found.outcome, found.fault) == (Outcome.FAIL, Fault.PAYLOAD)
    assert re.match(reason, found.reason)


def test_a_triple_fault_is_an_end(project: Path) -> None:
    assemble(TRIPLE_FAULT, project)
    ended = []
    assert not verdict(
        project, Boot(kernel="kernel.elf"), look=lambda guest: ended.append(guest.wait_exit())
    ).red
    assert str(ended[0]).startswith("triple fault: (EIP=0x")


@pytest.mark.parametrize("reset", [TRIPLE_FAULT, PORT_CF9_RESET], ids=["faults", "resets"])
def test_resets_in_a_loop_end_with_the_budget(project: Path, reset: str) -> None:
    assemble(reset, project)
    found = verdict(project, Boot(kernel="kernel.elf", reset="again"))
    assert (found.outcome, found.fault) == (Outcome.FAIL, Fault.PAYLOAD)
    assert "the guest used its 3 s of CPU time" in found.reason


def test_a_screen_whose_registers_are_nonsense_can_be_read(project: Path) -> None:
    registers = "".join(
        f"mov $0x3d4, %dx; mov ${n}, %al; out %al, %dx; inc %dx; mov $0xff, %al; out %al, %dx;"
        for n in range(0x19)
    )
    assemble(f"{registers} mov $0x3f8, %dx; {say(b'up')} {SPIN}", project)

    def look(guest: Guest) -> None:
        guest.console.expect("up")
        assert len(guest.screen.capture().data) == 80 * 25 * 2
        assert guest.terminal.capture().find("up")

    assert not verdict(project, Boot(kernel="kernel.elf"), look=look).red


def test_a_guest_that_writes_to_all_of_its_memory_ends_as_others_do(project: Path) -> None:
    fill = "mov $0x200000, %edi; mov $0x3000000, %ecx; mov $0x55, %al; cld; rep stosb;"
    assemble(f"{fill} {EXIT_42}", project)
    assert not verdict(project, Boot(kernel="kernel.elf")).red


def test_a_boot_sector_of_noise_runs_and_is_given_up(project: Path) -> None:
    jump_to_itself = b"\xeb\xfe"
    (project / "file").write_bytes(
        jump_to_itself.ljust(510, b"\xcc") + b"\x55\xaa" + bytes(1 << 20)
    )
    found = verdict(project, Boot(disks=("file",)))
    assert (found.outcome, found.fault) == (Outcome.FAIL, Fault.PAYLOAD)


def test_nothing_is_left_of_them(project: Path) -> None:
    assemble(FLOOD, project)
    verdict(project, Boot(kernel="kernel.elf"))
    children = f"/proc/self/task/{os.getpid()}/children"
    running = [Path(f"/proc/{pid}/comm").read_text() for pid in Path(children).read_text().split()]
    assert not [name for name in running if name.startswith("qemu")]
