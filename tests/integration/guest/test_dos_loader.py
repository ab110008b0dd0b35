# SPDX-License-Identifier: MIT
"""The loader of MS-DOS programs, where a disk is not what it should be."""

from __future__ import annotations

from pathlib import Path

from bench.architectures.registry import ARCHITECTURES
from bench.artefacts.store import Store
from bench.definitions.loader import load_machine
from bench.definitions.needs.dos import Dos
from bench.definitions.prepared import (
    FromDisk,
)
from bench.guest.guest import Guest
from bench.images.dos_disk import dos_disk
from bench.images.tools.progress import SILENT
from bench.images.workshop import Workshop
from bench.qemu.planning.plan import make_plan
from tests import ROOT

LINE = "dos: the disk cannot be read: BIOS status 01"
"""Invalid parameter, says SeaBIOS of a sector behind the end."""

NEED = Dos("hello", hold=True)
SECTORS = 2 * 512
"""Where a disk says how many sectors its program has."""


def test_a_disk_that_ends_too_early_is_told_on_screen_and_line(tmp_path: Path) -> None:
    workshop = Workshop(ROOT, Store(tmp_path / "cache"), SILENT)
    content = bytearray(dos_disk(workshop, NEED, ARCHITECTURES["x86_64"])[0].read_bytes())
    content[SECTORS : SECTORS + 2] = (0x400).to_bytes(2, "little")
    disk = tmp_path / "disk.img"
    disk.write_bytes(content)
    machine = load_machine("q35", ROOT / "machines")
    plan = make_plan(machine, NEED, FromDisk(image=disk), accelerator="tcg")
    with Guest(plan, tmp_path) as guest:
        guest.console.expect(LINE)
        guest.screen.wait_until(LINE)
        guest.console.send("x")
        assert guest.wait_exit().code == 74
