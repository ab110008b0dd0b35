# SPDX-License-Identifier: MIT
"""Which machine boots which ELF file of the GNU tools."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from bench.definitions.loader import load_machines
from bench.definitions.machine import Machine
from bench.images.foreign.bootable import Loader, check
from tests import ROOT
from tests.integration.structs.test_boot_image import KLUDGE, MULTIBOOT, MULTIBOOT2, PVH, link
from tests.unit.images.test_bootable import FILE, of, why_not
from tests.unit.structs.test_boot_image import SECTOR, device_tree


@pytest.fixture(scope="module")
def machines() -> Mapping[str, Machine]:
    return load_machines(ROOT / "machines")


@pytest.mark.parametrize(
    ("source", "bits", "machine", "loader"),
    [
        (MULTIBOOT, 32, "pc", Loader.QEMU),
        (MULTIBOOT, 32, "pc-i386", Loader.QEMU),
        (MULTIBOOT, 32, "microvm", Loader.QEMU),
        (KLUDGE, 64, "pc", Loader.QEMU),
        (MULTIBOOT, 64, "pc", Loader.MULTIBOOT),
        (MULTIBOOT2, 32, "q35", Loader.MULTIBOOT2),
        (MULTIBOOT2, 64, "pc", Loader.MULTIBOOT2),
        (PVH, 64, "microvm", Loader.QEMU),
        (PVH + MULTIBOOT2, 64, "pc", Loader.QEMU),
    ],
)
def test_what_loads_a_pcs_kernel(  # noqa: PLR0913, PLR0917 - a row of the table above
    source: str,
    bits: int,
    machine: str,
    loader: Loader,
    machines: Mapping[str, Machine],
    tmp_path: Path,
) -> None:
    image = link(source, tmp_path, bits=bits)
    assert check({"kernel": ((FILE, image),)}, machines[machine]) is loader


@pytest.mark.parametrize(
    ("source", "machine", "said"),
    [
        (
            "",
            "pc",
            "file: this is an ELF file for x86_64 without a header for a boot loader, which "
            "machine pc does not boot; "
            "give it a Multiboot header in its first 8 KiB, or a PVH note",
        ),
        (
            MULTIBOOT2,
            "microvm",
            "file: this is an ELF file for x86_64 with a Multiboot2 header, which machine microvm "
            "does not boot; GRUB loads it on a machine with board pc or q35",
        ),
        (
            MULTIBOOT2,
            "pc-i386",
            "file: this is an ELF file for x86_64 with a Multiboot2 header, and machine pc-i386 is "
            "i386; choose a machine of arch:x86_64; `bench machines` shows them all",
        ),
        (
            "",
            "virt",
            "file: this is an ELF file for x86_64 without a header for a boot loader, and machine "
            "virt is aarch64; choose a machine of arch:x86_64; `bench machines` shows them all",
        ),
    ],
)
def test_a_kernel_that_a_machine_does_not_boot(
    source: str, machine: str, said: str, machines: Mapping[str, Machine], tmp_path: Path
) -> None:
    assert why_not(link(source, tmp_path, bits=64), machines[machine]) == said


def test_a_file_in_the_wrong_place(machines: Mapping[str, Machine], tmp_path: Path) -> None:
    kernel = link(MULTIBOOT, tmp_path)
    cd = of(bytes(16 * 2048) + b"\1CD001\1" + bytes(4096))
    for image, role, said in (
        (of(SECTOR), "kernel", "which is not for kernel=; write disks= instead of kernel="),
        (cd, "kernel", "write cdrom= instead of kernel="),
        (kernel, "cdrom", "write kernel= instead of cdrom="),
        (kernel, "floppy", "write kernel= instead of floppy="),
        (kernel, "device_tree", "write kernel= instead of device_tree="),
        (of(b""), "initrd", "this is an empty file, which is not for initrd="),
        (of(b"KDMV"), "disks", "qemu-img convert"),
        (of(device_tree(b"cpus")), "device_tree", "no place for it; choose a machine with board"),
    ):
        assert said in why_not(image, machines["pc"], role)
    assert "choose a machine with board pc or q35" in why_not(cd, machines["virt"], "cdrom")
    assert "choose a machine with board pc or q35" in why_not(
        of(SECTOR), machines["virt"], "floppy"
    )
