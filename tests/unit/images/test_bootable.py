# SPDX-License-Identifier: MIT
"""Which machine boots which file, and what is said of the others."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from bench.definitions.console import Console
from bench.definitions.loader import load_machines
from bench.definitions.machine import Machine
from bench.errors import BenchError
from bench.images.foreign.bootable import Loader, check, role_of
from bench.structs.boot_images.boot_image import BootImage, image_of
from bench.structs.boot_images.content import Content
from tests import ROOT
from tests.unit.structs.test_boot_image import (
    ARM64_HEAD,
    BZIMAGE,
    SECTOR,
    device_tree,
    pe,
    zboot,
)

FILE = Path("file")


@pytest.fixture(scope="module")
def machines() -> Mapping[str, Machine]:
    return load_machines(ROOT / "machines")


def of(data: bytes) -> BootImage:
    return image_of(Content.of(data))


def why_not(image: BootImage, machine: Machine, role: str = "") -> str:
    with pytest.raises(BenchError) as caught:
        check({role or role_of(image): ((FILE, image),)}, machine)
    return str(caught.value)


def test_linux_boots_on_the_machines_of_its_architecture(machines: Mapping[str, Machine]) -> None:
    for data, machine in (
        (BZIMAGE, "pc"),
        (BZIMAGE, "microvm"),
        (ARM64_HEAD, "virt"),
        (gzip.compress(ARM64_HEAD, mtime=0), "virt"),
        (zboot(b"payload", b"gzip"), "virt"),
    ):
        assert check({"kernel": ((FILE, of(data)),)}, machines[machine]) is Loader.QEMU
    assert "and machine pc-i386 is i386" in why_not(of(BZIMAGE), machines["pc-i386"])
    assert why_not(of(zboot(b"payload", b"gzip")), machines["pc"]).startswith(
        "file: this is an EFI zboot image (gzip) of Linux for aarch64, and machine pc is x86_64"
    )


def test_a_kernel_for_an_architecture_without_a_machine(machines: Mapping[str, Machine]) -> None:
    riscv = of(b"\x7fELF\2\1".ljust(16, b"\0") + b"\2\0\xf3\0" + bytes(60))
    assert why_not(riscv, machines["virt"]) == (
        "file: this is an ELF file for riscv64, and machine virt is aarch64; "
        "the bench has machines of aarch64, i386 or x86_64"
    )


def test_an_elf_file_for_where_there_is_no_ram(machines: Mapping[str, Machine]) -> None:
    def at(place: int) -> BootImage:
        head = of(b"\x7fELF\2\1".ljust(16, b"\0") + b"\2\0\xb7\0" + bytes(60))
        return BootImage(
            head.kind, head.what, head.architecture, head.protocols, segments=((place, 99),)
        )

    check({"kernel": ((FILE, at(0x4010_0000)),)}, machines["virt"])
    assert why_not(at(0x8_0000), machines["virt"]) == (
        "file: this is an ELF file for aarch64 with 99 bytes for 0x80000, where machine virt has "
        "no RAM; link it to lie in 0x40000000 to 0x50000000; of Linux take the Image"
    )
    assert "0x4fffffff" in why_not(at(0x4FFF_FFFF), machines["virt"])


@pytest.mark.parametrize(
    ("data", "machine", "said"),
    [
        (SECTOR, "microvm", "no firmware that boots it; choose a machine with board pc or q35"),
        (SECTOR, "virt", "no firmware that boots it; choose a machine with board pc or q35"),
        (bytes(510) + SECTOR[510:] * 2, "pc", "which the BIOS of machine pc does not boot"),
        (pe(0x8664, 10), "pc", "which machine pc does not boot; give it UEFI firmware"),
        (b"hsqs" + bytes(92), "pc", "; boot a kernel beside it, in a test: bench.Boot(kernel=…"),
        (b"070701" + bytes(92), "virt", "; name the kernel, and this file with --initrd"),
        (device_tree(b"cpus"), "virt", "; name the kernel; in a test: bench.Boot(kernel=…, device"),
        (device_tree(b"images"), "virt", "; take the kernel out of it first"),
        (b"KDMV" + bytes(92), "pc", "qemu-img convert -O qcow2"),
        (b"#!/bin/sh\n", "pc", "this is a script, which machine pc does not boot; name a kernel"),
        (b"", "virt", "this is an empty file, which machine virt does not boot; name a kernel"),
    ],
)
def test_a_file_that_does_not_boot_alone(
    data: bytes, machine: str, said: str, machines: Mapping[str, Machine]
) -> None:
    assert said in why_not(of(data), machines[machine])


def test_any_disk_goes_beside_a_kernel(machines: Mapping[str, Machine]) -> None:
    linux = ((FILE, of(ARM64_HEAD)),)
    for data in (SECTOR, b"hsqs" + bytes(92), bytes(512)):
        disks = ((FILE, of(data)),)
        assert check({"kernel": linux, "disks": disks}, machines["virt"]) is Loader.QEMU


def test_firmware_that_is_brought_decides_for_itself(machines: Mapping[str, Machine]) -> None:
    firmware = ((FILE, of(bytes(4096))),)
    for role, data in (("kernel", pe(0xAA64, 10)), ("disks", SECTOR)):
        images = {"firmware": firmware, role: ((FILE, of(data)),)}
        assert check(images, machines["virt"]) is Loader.QEMU


PI = Machine(
    name="pi",
    summary="A board of which the bench knows nothing",
    architecture="aarch64",
    board="raspi3b",
    memory=1 << 30,
    ram_at=0x1000_0000,
    consoles=(Console(name="serial0", uart="board"),),
)


def elf(machine: int, kind: int = 2) -> bytes:
    head = b"\x7fELF\1\1" if machine == 40 else b"\x7fELF\2\1"
    return head.ljust(16, b"\0") + bytes([kind, 0, machine, 0]) + bytes(60)


@pytest.mark.parametrize(
    "data", [ARM64_HEAD, elf(183), elf(40), bytes(range(1, 200)), zboot(b"payload", b"gzip")]
)
def test_a_board_that_the_bench_does_not_know_is_given_any_kernel(data: bytes) -> None:
    tree = ((FILE, of(device_tree(b"cpus"))),)
    images = {"kernel": ((FILE, of(data)),), "device_tree": tree}
    assert check(images, PI) is Loader.QEMU


def test_neither_does_the_bench_know_where_its_ram_and_flash_are() -> None:
    image = replace(of(elf(183)), segments=((0, 99),))
    assert check({"kernel": ((FILE, image),)}, PI) is Loader.QEMU


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (BZIMAGE, ", and machine pi is aarch64; choose a machine of arch:x86_64"),
        (elf(183, kind=1), "which machine pi does not boot; link it first"),
        (b"#!/bin/sh\n", "this is a script, which machine pi does not boot"),
        (b"", "this is an empty file, which machine pi does not boot"),
        (b"070701" + bytes(92), "name the kernel, and this file with --initrd"),
        (SECTOR, "has no place for it; say in its definition where disks go, as in disk-device"),
    ],
)
def test_what_is_no_kernel_is_not_given_to_it(data: bytes, said: str) -> None:
    assert said in why_not(of(data), PI)


def test_a_known_board_boots_no_kernel_for_32_bit_arm(machines: Mapping[str, Machine]) -> None:
    assert "an ELF file for arm, and machine virt is aarch64" in why_not(
        of(elf(40)), machines["virt"]
    )


def test_its_media_go_where_its_definition_says() -> None:
    disks = {"disks": ((FILE, of(SECTOR)),)}
    card = PI.model_copy(update={"disk_device": "sd"})
    assert check(disks, card) is Loader.QEMU
    assert check({"kernel": ((FILE, of(elf(183))),), **disks}, card) is Loader.QEMU
