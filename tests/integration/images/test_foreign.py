# SPDX-License-Identifier: MIT
"""What somebody brought, as files that QEMU takes: made, unpacked, laid under overlays."""

from __future__ import annotations

import gzip
import json
import lzma
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bench.artefacts.store import Store
from bench.definitions.loader import load_machine
from bench.definitions.needs.boot import Boot as Need
from bench.definitions.prepared import (
    Prepared,
)
from bench.errors import BenchError
from bench.images.foreign import unpack
from bench.images.platform import Platform
from bench.images.prepare import prepare
from tests import ROOT
from tests.integration.machine_code import EXIT_42, assemble
from tests.unit.structs.test_boot_image import ARM64_HEAD, SECTOR, zboot

Prepare = Callable[..., Any]

MAKEFILE = """\
z/own.bin: own.S size
\tmkdir -p z
\tas -o own.o $<
\tobjcopy -O binary -j .text own.o $@
lazy.bin:
\ttrue
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with a kernel that a Makefile makes."""
    folder = tmp_path / "foreign"
    folder.mkdir()
    assemble(EXIT_42, folder)
    for product in ("kernel.elf", "kernel.o"):
        (folder / product).unlink()
    (folder / "kernel.s").rename(folder / "own.S")
    (folder / "size").touch()
    (folder / "Makefile").write_text(MAKEFILE)
    return tmp_path


@pytest.fixture
def boots(root: Path) -> Prepare:
    """Prepares a need for a machine, as a new process with a cache would."""

    def prepared(need: Need, machine: str = "pc") -> Prepared:
        platform = Platform.of(load_machine(machine, ROOT / "machines"), need)
        return prepare(need, platform, root=root, store=Store(root / "cache"))

    return prepared


def test_a_makefile_makes_it_anew_whenever_its_folder_changes(boots: Prepare, root: Path) -> None:
    need = Need(kernel="foreign/z/own.bin")
    first = boots(need).kernel
    assert first
    # What somebody has made there by hand is not what the sources say.
    (root / "foreign/z").mkdir()
    (root / "foreign/z/own.bin").write_bytes(b"stale")
    again = boots(need).kernel
    assert again
    assert again.read_bytes() == first.read_bytes()
    source = root / "foreign/own.S"
    source.write_text(source.read_text().replace("$42", "$43"))
    changed = boots(need).kernel
    assert changed
    assert changed.read_bytes() == first.read_bytes().replace(b"\xb0\x2a", b"\xb0\x2b")
    assert not (root / "foreign/own.o").exists()


def test_what_its_makefile_knows_nothing_of_is_taken_as_it_is(boots: Prepare, root: Path) -> None:
    (root / "foreign/Image").write_bytes(ARM64_HEAD)
    kernel = boots(Need(kernel="foreign/Image"), "virt").kernel
    assert kernel
    assert kernel.read_bytes() == ARM64_HEAD


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("foreign/none.bin", "cannot build foreign/none.bin: there is no none.bin"),
        ("foreign/lazy.bin", "foreign: make lazy.bin ended well and made no such file"),
        ("other/none.bin", "there is no file other/none.bin, and no Makefile beside it"),
    ],
)
def test_a_file_that_is_not_there(boots: Prepare, path: str, said: str) -> None:
    with pytest.raises(BenchError, match=said):
        boots(Need(kernel=path))


@pytest.mark.parametrize(
    "packed",
    [
        gzip.compress(ARM64_HEAD),
        lzma.compress(ARM64_HEAD),
        gzip.compress(gzip.compress(ARM64_HEAD)),
        zboot(gzip.compress(ARM64_HEAD), b"gzip"),
        zboot(lzma.compress(ARM64_HEAD), b"xzkern"),
        subprocess.run(["zstd", "-qc"], input=ARM64_HEAD, capture_output=True, check=True).stdout,
        subprocess.run(["lz4", "-qlc"], input=ARM64_HEAD, capture_output=True, check=True).stdout,
    ],
    ids=["gzip", "xz", "gzip twice", "zboot gzip", "zboot xz", "zstd", "lz4"],
)
def test_a_compressed_kernel_is_unpacked(boots: Prepare, root: Path, packed: bytes) -> None:
    (root / "Image").write_bytes(packed)
    boot = boots(Need(kernel="Image", append="a  b"), "virt")
    assert boot.kernel
    assert boot.kernel.read_bytes() == ARM64_HEAD
    assert (boot.linux, boot.arguments) == (True, ("a  b",))


def test_what_cannot_be_unpacked_is_told(
    boots: Prepare, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "Image").write_bytes(gzip.compress(ARM64_HEAD)[:-9])
    with pytest.raises(BenchError, match=r"Image: this is .* with gzip, and cannot be unpacked: "):
        boots(Need(kernel="Image"), "virt")
    (root / "Image").write_bytes(zboot(b"payload", b"lzo"))
    with pytest.raises(BenchError, match=r"zboot image \(lzo\) of Linux.*; unpack it first"):
        boots(Need(kernel="Image"), "virt")
    monkeypatch.setattr(unpack, "LARGEST", 60)
    (root / "Image").write_bytes(gzip.compress(ARM64_HEAD + bytes(1 << 20)))
    with pytest.raises(BenchError, match="cannot be unpacked: it is more than"):
        boots(Need(kernel="Image"), "virt")


def test_what_is_unpacked_may_turn_out_to_be_something_else(boots: Prepare, root: Path) -> None:
    packed = subprocess.run(["zstd", "-qc"], input=b"text\n", capture_output=True, check=True)
    (root / "Image").write_bytes(packed.stdout)
    with pytest.raises(BenchError, match="this is a text file, which machine virt does not boot"):
        boots(Need(kernel="Image"), "virt")


def virtual_size(file: Path) -> int:
    info = subprocess.run(
        ["qemu-img", "info", "--output=json", file], capture_output=True, check=True
    )
    return int(json.loads(info.stdout)["virtual-size"])


def test_disks_lie_under_overlays_of_their_size(boots: Prepare, root: Path) -> None:
    (root / "sector").write_bytes(SECTOR)
    (root / "disk").write_bytes(SECTOR + bytes((1 << 20) - 100))
    create = ["qemu-img", "create", "-q", "-f", "qcow2", str(root / "qcow2"), "3M"]
    subprocess.run(create, check=True)
    boot = boots(Need(floppy="sector", disks=("sector", "disk", "qcow2")))
    assert boot.floppy
    for disk, form, size in zip(
        (boot.floppy, *boot.disks),
        ("raw", "raw", "raw", "qcow2"),
        # The smallest floppy, the smallest disk of 16 heads and 63 sectors, whole sectors.
        (160 << 10, 16 * 63 * 512, (1 << 20) + 512, 3 << 20),
        strict=True,
    ):
        assert (disk.format, virtual_size(disk.overlay)) == (form, size)
        assert disk.file.read_bytes().startswith(SECTOR) or form == "qcow2"
    assert boot.disks[0].file.stat().st_size == 16 * 63 * 512
    assert (root / "sector").read_bytes() == SECTOR


def test_the_answer_is_the_same_from_the_memo(boots: Prepare, root: Path) -> None:
    (root / "disk").write_bytes(SECTOR)
    (root / "Image").write_bytes(ARM64_HEAD)
    (root / "initrd").write_bytes(b"070701")
    need = Need(kernel="Image", initrd="initrd", disks=("disk",))
    assert boots(need, "virt") == boots(need, "virt")
    assert boots(need, "virt").initrd == root / "initrd"


def test_machines_of_an_architecture_are_kept_apart(boots: Prepare) -> None:
    need = Need(kernel="foreign/z/own.bin")
    assert boots(need, "pc").kernel
    with pytest.raises(BenchError, match="and machine virt is aarch64"):
        boots(need, "virt")
