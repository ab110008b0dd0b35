# SPDX-License-Identifier: MIT
"""Files made by the tools that people make them with."""

import gzip
import subprocess
from pathlib import Path

import pytest

from bench.images.linux import cpio
from bench.structs.boot_images.boot_image import BootImage, Kind, Protocol, identify
from tests.unit.structs.test_boot_image import ARM64_HEAD, of

MULTIBOOT = ".balign 4; .long 0x1badb002, 0, -0x1badb002;"
KLUDGE = """
.balign 4; header: .long 0x1badb002, 0x10000, -(0x1badb002 + 0x10000)
.long header, header, 0, 0, header;
"""
MULTIBOOT2 = """
.balign 8; header: .long 0xe85250d6, 0, end - header, -(0xe85250d6 + end - header)
.word 0, 0; .long 8; end:
"""
PVH = """
.section .note.pvh, "a", @note
.long 4, 4, 18; .asciz "Xen"; .long 0x100000
.text
"""
OF_LINUX = '.section .note.Linux, "a", @note; .long 6, 0, 0x100; .asciz "Linux"; .balign 4; .text;'


def link(source: str, folder: Path, *options: str, bits: int = 32) -> BootImage:
    """What the GNU tools make of a source, with its code and headers at 1 MiB."""
    (folder / "kernel.s").write_text(f".globl _start; _start: {source} hlt\n")
    subprocess.run(["as", f"--{bits}", "-o", folder / "kernel.o", folder / "kernel.s"], check=True)
    emulation = {32: "elf_i386", 64: "elf_x86_64"}[bits]
    command = ["ld", "-m", emulation, "-z", "max-page-size=4096", "-Ttext=0x100000", *options]
    files = ["-o", str(folder / "kernel.elf"), str(folder / "kernel.o")]
    subprocess.run([*command, *files], check=True)
    return identify(folder / "kernel.elf")


@pytest.mark.parametrize(
    ("source", "bits", "having", "protocols"),
    [
        (MULTIBOOT, 32, "with a Multiboot header", {Protocol.MULTIBOOT}),
        (MULTIBOOT, 64, "with a Multiboot header", {Protocol.MULTIBOOT_64}),
        (KLUDGE, 64, "with a Multiboot header", {Protocol.MULTIBOOT}),
        (MULTIBOOT2, 32, "with a Multiboot2 header", {Protocol.MULTIBOOT2}),
        (MULTIBOOT2, 64, "with a Multiboot2 header", {Protocol.MULTIBOOT2}),
        (PVH, 32, "with a PVH note", {Protocol.PVH}),
        (PVH, 64, "with a PVH note", {Protocol.PVH}),
        ("", 64, "without a header for a boot loader", set()),
        (
            MULTIBOOT + MULTIBOOT2.replace("header", "h2").replace("end", "e2"),
            64,
            "with a Multiboot header and a Multiboot2 header",
            {Protocol.MULTIBOOT_64, Protocol.MULTIBOOT2},
        ),
    ],
)
def test_an_elf_file_says_what_loads_it(
    source: str, bits: int, having: str, protocols: set[Protocol], tmp_path: Path
) -> None:
    image = link(source, tmp_path, bits=bits)
    architecture = {32: "i386", 64: "x86_64"}[bits]
    assert (image.what, image.architecture) == (
        f"an ELF file for {architecture} {having}",
        architecture,
    )
    assert image.protocols == protocols | {Protocol.ELF}
    assert (image.kind, image.linux, image.go) == (Kind.KERNEL, False, False)
    assert 0x100000 in {place for place, _ in image.segments}


def test_a_vmlinux_is_linux(tmp_path: Path) -> None:
    assert link(PVH + OF_LINUX, tmp_path, bits=64).linux


def test_elf_files_that_are_not_kernels(tmp_path: Path) -> None:
    link("", tmp_path, bits=64)
    assert identify(tmp_path / "kernel.o") == BootImage(
        Kind.OBJECT, "an ELF file for x86_64 that is not linked", "x86_64"
    )
    shared = link("", tmp_path, "-pie", "--dynamic-linker=/lib64/ld.so", bits=64)
    assert shared == BootImage(
        Kind.PROGRAM, "an ELF file for x86_64 that a dynamic linker starts", "x86_64"
    )
    dump = bytearray((tmp_path / "kernel.elf").read_bytes())
    dump[16] = 4  # e_type: ET_CORE
    assert of(bytes(dump)).what == "an ELF file for x86_64 with a dump of memory"


def test_a_flat_kernel(tmp_path: Path) -> None:
    link(KLUDGE, tmp_path)
    flat = tmp_path / "flat"
    subprocess.run(["objcopy", "-O", "binary", tmp_path / "kernel.elf", flat], check=True)
    image = identify(flat)
    assert image.what == "a flat kernel for i386 with a Multiboot header"
    assert image.protocols == {Protocol.MULTIBOOT}


@pytest.mark.parametrize("options", [("zstd", "-qc"), ("lz4", "-qc"), ("lz4", "-qlc")])
def test_what_python_cannot_unpack_is_named(options: tuple[str, ...]) -> None:
    packed = subprocess.run(options, input=ARM64_HEAD, capture_output=True, check=True)
    image = of(packed.stdout)
    assert image.what == f"a file compressed with {options[0]}"
    assert image.inside is None


def test_cds(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/boot.img").write_bytes(bytes(2048))
    make = ["xorriso", "-as", "mkisofs", "-quiet", "-o"]
    boot = ["-b", "boot.img", "-no-emul-boot", "-boot-load-size", "4"]
    uefi = ["-e", "boot.img", "-no-emul-boot"]
    for options, what, protocols in (
        ([], "an ISO 9660 image of no boot CD", set()),
        (boot, "an ISO 9660 image that boots by BIOS", {Protocol.BIOS}),
        (uefi, "an ISO 9660 image that boots by EFI", {Protocol.EFI}),
        (
            [*boot, "-eltorito-alt-boot", *uefi],
            "an ISO 9660 image that boots by BIOS and EFI",
            {Protocol.BIOS, Protocol.EFI},
        ),
    ):
        command = [*make, str(tmp_path / "cd.iso"), *options, str(tmp_path / "content")]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        image = identify(tmp_path / "cd.iso")
        assert (image.kind, image.what) == (Kind.CD, what)
        assert image.protocols == protocols


def test_disks_of_emulators(tmp_path: Path) -> None:
    for name, what, kind in (
        ("qcow2", "a qcow2 disk image", Kind.DISK),
        ("vmdk", "a VMDK disk image", Kind.FOREIGN_DISK),
        ("vhdx", "a VHDX disk image", Kind.FOREIGN_DISK),
        ("vpc", "a VHD disk image", Kind.FOREIGN_DISK),
        ("vdi", "a VDI disk image", Kind.FOREIGN_DISK),
        ("qed", "a QED disk image", Kind.FOREIGN_DISK),
    ):
        file = tmp_path / name
        subprocess.run(["qemu-img", "create", "-q", "-f", name, file, "3M"], check=True)
        image = identify(file)
        assert (image.what, image.kind) == (what, kind)
    assert identify(tmp_path / "qcow2").size == 3 << 20


def test_a_disk_that_reads_other_files_is_told(tmp_path: Path) -> None:
    (tmp_path / "base").write_bytes(bytes(1 << 20))
    create = ["qemu-img", "create", "-q", "-f", "qcow2"]
    top, apart = tmp_path / "top", tmp_path / "apart"
    subprocess.run([*create, "-b", tmp_path / "base", "-F", "raw", top], check=True)
    data = f"data_file={tmp_path / 'data'}"
    subprocess.run([*create, "-o", data, apart, "1M"], check=True)
    assert identify(top).what == "a qcow2 disk image on top of another file"
    assert identify(apart).what == "a qcow2 disk image whose data is in another file"


def test_file_systems_and_archives(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.write_bytes(bytes(1 << 20))
    subprocess.run(["/sbin/mke2fs", "-q", "-t", "ext4", disk], check=True)
    assert identify(disk).what == "an ext4 file system"
    floppy = tmp_path / "floppy"
    subprocess.run(["mformat", "-C", "-f", "720", "-i", floppy, "::"], check=True)
    assert identify(floppy).what == "a floppy image of 720 KiB with a boot sector"
    archive = cpio.archive([cpio.folder("dev")])
    assert of(archive).what == "a cpio archive, an initial RAM disk"
    assert of(gzip.compress(archive)).what == (
        "a cpio archive, an initial RAM disk, compressed with gzip"
    )
    assert of(b"hsqs" + bytes(92)).what == "a squashfs file system"
