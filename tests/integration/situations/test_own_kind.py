# SPDX-License-Identifier: MIT
"""A new kind of guest takes a file in each layer that knows kinds, and a change nowhere."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import ROOT

LAYERS = {
    "definitions/needs": """
from dataclasses import dataclass
from typing import ClassVar

from bench.definitions.need import Need


@dataclass(frozen=True)
class Sector(Need):
    boots: ClassVar[str] = "sector"
    medium: ClassVar[str] = "disk"
    declared: ClassVar[bool] = False
    name: str
""",
    "images/kinds": """
from bench.definitions.prepared import FromDisk


def build(workshop, need, platform):
    return FromDisk(image=workshop.look(f"payloads/{need.name}.bin"))
""",
    "cells/kinds": """
from bench.cells.stated import Stated
from bench.definitions.needs import sector
from bench.guest.guest import Guest


class Sector(sector.Sector, Stated[Guest]):
    pass
""",
    "cli/names/kinds": """
from bench.cli.names.kind import Kind, in_folders
from bench.definitions.needs import sector


class Sector(Kind[sector.Sector]):
    def names(self, root):
        return [file.name for file in in_folders(root, "payloads", "*.bin")]

    def need(self, name):
        return sector.Sector(name.removesuffix(".bin"))
""",
}
"""A boot sector as it is, by the folder of `bench/` that a file of it goes to."""

SECTOR = """
.code16
mov $0x3f8, %dx; mov $'h', %al; out %al, %dx; mov $'i', %al; out %al, %dx
mov $0xf4, %dx; mov $42, %eax; out %eax, %dx
1: hlt; jmp 1b
.org 510
.word 0xaa55
.org 16 * 63 * 512
"""

TEST = """\
import bench


class Own(bench.Test):
    guest = bench.Sector("own")
    machines = "pc"

    def test_it(self):
        self.guest.console.expect("hi")
        self.assertEqual(self.guest.wait_exit().code, 42)
"""

KNOW_LINUX = {
    "templates",  # Linux guests alone are cloned
    "cells/running",  # which asks for clones
    "cells/grading",  # of modules
}
KNOW_OTHERS = {
    "cli/names",  # a file is a target, too
    "images/described",  # an image is files with a name
    "images",  # the disk of a program of MS-DOS
    "images/foreign",
    "images/kernels",
}
"""Rooms that import needs by their names, as they are about those kinds."""


@pytest.fixture
def tool(tmp_path: Path) -> Path:
    """A copy of the bench with one kind more."""
    copy = tmp_path / "tool"
    shutil.copytree(ROOT / "bench", copy / "bench", ignore=shutil.ignore_patterns("__pycache__"))
    for part in ("avocado.cfg", "images", "kernels", "machines", "payloads"):
        (copy / part).symlink_to(ROOT / part)
    for folder, source in LAYERS.items():
        (copy / "bench" / folder / "sector.py").write_text(source)
    return copy


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    for part in ("tests", "payloads"):
        (folder / part).mkdir(parents=True)
    (folder / "avocado.cfg").touch()
    (folder / "tests/own.py").write_text(TEST)
    source, built = folder / "own.o", folder / "payloads/own.bin"
    subprocess.run(["as", "--32", "-o", source], input=SECTOR, text=True, check=True)
    subprocess.run(["objcopy", "-O", "binary", "-j", ".text", source, built], check=True)
    return folder


def run(tool: Path, project: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bench.cli.main", *words],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(tool)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_kind_is_a_file_a_layer(tool: Path, project: Path) -> None:
    done = run(tool, project, "run", "tests/own.py")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "\u2713 tests/own.py:Own.test_it[pc]" in done.stdout
    assert "bootindex=0" in run(tool, project, "plan", "pc", "own.bin").stdout


def test_no_other_room_knows_kinds_by_name() -> None:
    found = set()
    for file in (ROOT / "bench").rglob("*.py"):
        room = str(file.parent.relative_to(ROOT / "bench"))
        if file.parent.name == "kinds" or room in {"definitions/needs", "qemu/planning/words"}:
            continue
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.ImportFrom) and node.module:
                room_of_needs, _, kind = node.module.rpartition(".")
                if room_of_needs == "bench.definitions.needs":
                    found.add((room, kind == "linux"))
    assert {room for room, linux in found if linux} == KNOW_LINUX
    assert {room for room, linux in found if not linux} == KNOW_OTHERS
