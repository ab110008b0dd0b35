# SPDX-License-Identifier: MIT
"""Tests of files: which cells there are is told by looking at the files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from bench.cells.expand import cells_of
from bench.cells.fit import explain
from bench.cells.reading.source import read_cases
from bench.definitions.machine import Machine
from bench.errors import BenchError
from tests.unit.structs.test_boot_image import ARM64_HEAD, BZIMAGE

Machines = Mapping[str, Machine]
Write = Callable[..., Path]

SOURCE = """\
import bench
class A(bench.Test):
    guest = {guest}
    {machines}
    def test_it(self): ...
"""


@pytest.fixture
def listed(write: Write, machines: Machines, tmp_path: Path) -> Callable[..., list[str]]:
    """The machines on which a test with this guest has cells."""

    def machines_of(guest: str, stated: str = "") -> list[str]:
        file = write(SOURCE.format(guest=guest, machines=stated))
        return [cell.machine for cell in cells_of(file, machines, tmp_path)]

    return machines_of


Listed = Callable[..., list[str]]


def test_a_file_has_cells_where_it_boots(listed: Listed, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own/kernel").write_bytes(ARM64_HEAD)
    assert listed('bench.Boot(kernel="own/kernel")') == ["virt"]
    (tmp_path / "own/kernel").write_bytes(BZIMAGE)
    assert listed('bench.Boot("own/kernel")') == ["q35"]
    assert listed("bench.Boot()") == ["q35", "pc-i386", "virt"]


def test_why_a_machine_does_not_boot_it(
    write: Write, machines: Machines, tmp_path: Path, listed: Listed
) -> None:
    (tmp_path / "Image").write_bytes(ARM64_HEAD)
    write(SOURCE.format(guest='bench.Boot(kernel="Image")', machines=""))
    [case] = read_cases("tests/first.py", tmp_path)
    assert explain(case, machines["q35"], machines.values(), tmp_path) == (
        "tests/first.py:A.test_it[q35] does not exist: Image: this is an Image of Linux for "
        "aarch64 (text offset 0x0), and machine q35 is x86_64; choose a machine of arch:aarch64; "
        "`bench machines` shows them all (tests/first.py:3)."
    )
    assert explain(case, machines["virt"], machines.values(), tmp_path) == (
        "tests/first.py:A.test_it[virt] exists: virt boots Image (tests/first.py:3) and the test "
        "asks for no more."
    )
    with pytest.raises(BenchError, match=r"no machine fits A.test_it; Image: this is an Image of"):
        listed('bench.Boot(kernel="Image")', 'machines = "arch:i386"')


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (("Makefile",), "own/kernel is what the Makefile of own/ makes of it"),
        (("Makefile", "kernel"), "own/kernel is what the Makefile of own/ makes of it"),
        ((), "there is no file own/kernel"),
    ],
)
def test_what_is_not_known_yet_needs_machines(
    listed: Listed, tmp_path: Path, files: tuple[str, ...], said: str
) -> None:
    """Whether somebody has run make there or not: a list is the same for everybody."""
    (tmp_path / "own").mkdir()
    for name in files:
        (tmp_path / "own" / name).write_bytes(ARM64_HEAD)
    with pytest.raises(BenchError) as caught:
        listed('bench.Boot(kernel="own/kernel")')
    assert str(caught.value) == (
        f"tests/first.py:3: {said}, so nobody knows yet which machines boot it; "
        'say for which it is, as in machines = "arch:x86_64"'
    )
    assert listed('bench.Boot(kernel="own/kernel")', 'machines = ("q35", "virt")') == [
        *("q35", "virt")
    ]


@pytest.mark.parametrize(
    ("guest", "said"),
    [
        (
            'bench.Kernel("own/kernel")',
            "guest is bench.Kernel('own/kernel'), which is not a need; "
            'write bench.Boot(kernel="own/kernel")',
        ),
        (
            'bench.Go("own/kernel.elf")',
            "'own/kernel.elf' is a file's path and not a folder of kernels/; "
            'write bench.Boot(kernel="own/kernel.elf")',
        ),
        (
            'bench.Multiboot("own.elf")',
            "'own.elf' is a file's path and not a folder of kernels/rt0/; "
            'write bench.Boot(kernel="own.elf")',
        ),
        (
            'bench.Boot(append="quiet")',
            "append is for a kernel; name one: Boot(kernel=…)",
        ),
        (
            'bench.Boot(kernels="own.elf")',
            "Boot has no argument 'kernels'; did you mean kernel?",
        ),
        (
            'bench.Boot(disks="disk.img")',
            'disks is a tuple of strings, not one string; write disks=("disk.img",)',
        ),
    ],
)
def test_a_mistake_names_what_to_write(listed: Listed, guest: str, said: str) -> None:
    with pytest.raises(BenchError) as caught:
        listed(guest)
    assert str(caught.value) == f"tests/first.py:3: {said}"
