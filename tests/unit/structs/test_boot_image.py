# SPDX-License-Identifier: MIT
"""Files made by the tools that people make them with, and vectors where there is none."""

import bz2
import gzip
import hashlib
import lzma
import os
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.architectures.registry import ARCHITECTURES
from bench.errors import BenchError
from bench.structs.boot_images.boot_image import BootImage, Kind, Protocol, identify, image_of
from bench.structs.boot_images.content import Content
from bench.structs.boot_images.linux_boot import ARM64, X86

GOLDEN = Path(__file__).parent / "golden"
ARM64_HEAD = (GOLDEN / "image-arm64.head").read_bytes()
VERSION = b"6.1.0-50-cloud-amd64 (debian-kernel@lists.debian.org) #1 SMP\0"
BZIMAGE = (GOLDEN / "bzimage.head").read_bytes().ljust(0x44C0, b"\0") + VERSION


def bzimage(**fields: int) -> bytes:
    image: bytes = X86.build({**X86.parse(BZIMAGE), **fields})
    return image


def test_debians_x86_header() -> None:
    header = X86.parse(BZIMAGE)
    assert header.version == 0x020F
    assert header.setup_sects == 39
    assert header.code32_start == 0x10_0000
    assert header.initrd_addr_max == 0x7FFF_FFFF
    assert header.xloadflags == 0x7F
    assert header.cmdline_size == 2047


def test_debians_arm64_header() -> None:
    header = ARM64.parse(ARM64_HEAD)
    assert (header.text_offset, header.image_size, header.flags) == (0, 0x1AA_0000, 0b1010)


def of(data: bytes) -> BootImage:
    return image_of(Content.of(data))


def rom(vector: bytes, size: int = 128 << 10) -> bytes:
    return b"\xff" * (size - 16) + vector.ljust(16, b"\0")


@pytest.mark.parametrize("vector", ["ea5be000f0", "9090e95bff", "fafce90bf8ffff", "eb10"])
def test_a_pcs_firmware(vector: str) -> None:
    found = of(rom(bytes.fromhex(vector)))
    assert (found.kind, found.architecture) == (Kind.ROM, "i386")
    assert str(found) == "a ROM of 128 KiB in which a PC begins"


def test_firmware_may_have_a_header_too() -> None:
    header = struct.pack("<8I", 0x1BADB002, 0x10000, 0xE4514FFE, 0, 0, 0, 0, 0)
    assert of(header + rom(b"\xea")[32:]).kind is Kind.ROM
    assert of(header + rom(b"\x00")[32:]).kind is Kind.KERNEL


@pytest.mark.parametrize("data", [rom(b"\x00"), rom(b"\xea", 100 << 10), rom(b"\x90" * 16)])
def test_what_does_not_begin_is_not_firmware(data: bytes) -> None:
    assert of(data).kind is not Kind.ROM


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (
            BZIMAGE,
            "a bzImage of Linux 6.1.0-50-cloud-amd64 for x86_64 "
            "(boot protocol 2.15, with an EFI stub)",
        ),
        (
            bzimage(xloadflags=0),
            "a bzImage of Linux 6.1.0-50-cloud-amd64 for i386 (boot protocol 2.15)",
        ),
        (
            bzimage(version=0x020B),
            "a bzImage of Linux 6.1.0-50-cloud-amd64 for i386 (boot protocol 2.11)",
        ),
        (
            bzimage(kernel_version=0, xloadflags=1),
            "a bzImage for x86_64 (boot protocol 2.15)",
        ),
        (ARM64_HEAD, "an Image of Linux for aarch64 (text offset 0x0)"),
    ],
)
def test_a_kernel_of_linux(data: bytes, what: str) -> None:
    image = of(data)
    assert (image.kind, image.what, image.linux) == (Kind.LINUX, what, True)
    assert image.protocols == {Protocol.LINUX}
    assert f" for {image.architecture} " in what


@pytest.mark.parametrize(
    ("ident", "e_machine", "architecture"),
    [
        (b"\x7fELF\2\1", struct.pack("<H", 183), "aarch64"),
        (b"\x7fELF\2\1", struct.pack("<H", 243), "riscv64"),
        (b"\x7fELF\2\2", struct.pack(">H", 22), "s390"),
        (b"\x7fELF\1\2", struct.pack(">H", 4711), "machine 4711"),
    ],
)
def test_an_elf_file_of_any_machine_and_byte_order(
    ident: bytes, e_machine: bytes, architecture: str
) -> None:
    kind = b"\2\0" if ident[5] == 1 else b"\0\2"
    image = of(ident.ljust(16, b"\0") + kind + e_machine + bytes(60))
    assert (image.what, image.architecture) == (f"an ELF file for {architecture}", architecture)


def test_the_kernels_of_golden_data() -> None:
    assert identify(GOLDEN / "kernel32.elf").protocols == {Protocol.MULTIBOOT, Protocol.ELF}
    assert identify(GOLDEN / "kernel64.elf").architecture == "x86_64"


def pe(machine: int, subsystem: int) -> bytes:
    """PE Format: the two headers, and the field at 68 of the optional one."""
    optional = bytes(68) + struct.pack("<H", subsystem)
    coff = struct.pack("<HHIIIHH", machine, 0, 0, 0, 0, len(optional), 0)
    return b"MZ".ljust(60, b"\0") + struct.pack("<I", 64) + b"PE\0\0" + coff + optional


def zboot(payload: bytes, compression: bytes) -> bytes:
    """drivers/firmware/efi/libstub/zboot-header.S."""
    head = bytearray(pe(0xAA64, 10).ljust(256, b"\0"))
    head[:56] = struct.pack("<2s2x4sII8x32s", b"MZ", b"zimg", 256, len(payload), compression)
    return bytes(head) + payload


def test_programs_for_firmware() -> None:
    assert of(pe(0x8664, 10)).what == "an EFI program for x86_64"
    assert of(pe(0xAA64, 11)).architecture == "aarch64"
    assert of(pe(0x8664, 3)).what == "a program of Windows for x86_64"
    packed = of(zboot(b"payload", b"gzip"))
    assert packed.what == "an EFI zboot image (gzip) of Linux for aarch64"
    assert (packed.compression, packed.payload, packed.linux) == ("gzip", (256, 7), True)
    assert of(zboot(b"payload", b"xzkern")).compression == "xz"


@pytest.mark.parametrize(
    ("pack", "name"),
    [
        (lambda data: gzip.compress(data, mtime=0), "gzip"),
        (bz2.compress, "bzip2"),
        (lzma.compress, "xz"),
        (lambda data: lzma.compress(data, format=lzma.FORMAT_ALONE), "lzma"),
    ],
)
def test_what_is_compressed_is_looked_into(pack: object, name: str) -> None:
    assert callable(pack)
    image = of(pack(ARM64_HEAD + os.urandom(1 << 18)))
    assert image.what == f"an Image of Linux for aarch64 (text offset 0x0), compressed with {name}"
    assert (image.kind, image.architecture, image.linux) == (Kind.COMPRESSED, "aarch64", True)
    assert image.inside
    assert image.inside.kind is Kind.LINUX


SECTOR = b"\xeb\xfe".ljust(510, b"\0") + b"\x55\xaa"


def test_raw_disks() -> None:
    for data, kind, what, protocols in (
        (SECTOR, Kind.DISK, "a boot sector", {Protocol.BIOS}),
        (
            SECTOR.ljust(1474560, b"\0"),
            Kind.FLOPPY,
            "a floppy image of 1440 KiB with a boot sector",
            {Protocol.BIOS},
        ),
        (SECTOR * 9, Kind.DISK, "a disk image with a boot sector", {Protocol.BIOS}),
        (
            bytes(510) + SECTOR[510:] + bytes(512),
            Kind.DISK,
            "a disk image without boot code",
            set(),
        ),
        (
            bytes(510) + SECTOR[510:] + b"EFI PART" + bytes(504),
            Kind.DISK,
            "a disk image with a GUID partition table, for UEFI firmware",
            {Protocol.EFI},
        ),
    ):
        image = of(data)
        assert (image.kind, image.what) == (kind, what)
        assert image.protocols == protocols
        assert image.size == len(data)


def device_tree(node: bytes) -> bytes:
    """Devicetree Specification 0.4, 5.2 and 5.4: one node below the root."""
    name = (node + b"\0").ljust(-(-(len(node) + 1) // 4) * 4, b"\0")
    structure = struct.pack(">I4xI", 1, 1) + name + struct.pack(">III", 2, 2, 9)
    size = 40 + len(structure)
    head = (0xD00DFEED, size, 40, size, 40, 17, 16, 0, 0, len(structure))
    return struct.pack(">10I", *head) + structure


def test_what_boot_loaders_of_boards_take() -> None:
    assert of(device_tree(b"cpus")).kind is Kind.DEVICE_TREE
    assert of(device_tree(b"images")).what == "a FIT image of U-Boot's"
    uimage = struct.pack(">I24x4B32s", 0x27051956, 5, 22, 2, 1, b"Linux")
    assert of(uimage).what == "a uImage of U-Boot's for aarch64"
    android = struct.pack("<8s8I2I", b"ANDROID!", *[0] * 8, 2, 0)
    assert of(android).what == "an Android boot image, version 2"


def test_code_without_a_header_is_taken_for_code() -> None:
    code = ARCHITECTURES["aarch64"].probe.code
    assert of(code).protocols == {Protocol.FLAT}
    assert of(code + bytes(99)).architecture == "aarch64"
    # The last instruction is its only branch that always leads elsewhere: into the file.
    assert of(code[:-4]).kind is Kind.UNKNOWN
    assert of(code[:-4] + b"\xff\xff\xff\x17").kind is Kind.KERNEL
    assert of(code[:-4] + b"\xff\xff\x00\x14").kind is Kind.UNKNOWN
    assert of(b"\xc0\x03\x5f\xd6" + bytes(8)).kind is Kind.KERNEL  # RET
    passed = [data for data in _RANDOM if of(data).kind is Kind.KERNEL]
    assert len(passed) < len(_RANDOM) / 50


_RANDOM = [hashlib.shake_256(bytes([n & 0xFF, n >> 8])).digest(2000) for n in range(1000)]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "an empty file"),
        (b"#!/bin/sh\n", "a script"),
        ("grün\n".encode() + b"\xc3", "a text file"),
        (b"\x89PNG\r\n\x1a\n\0\0", "data without a header that the bench knows"),
        (bytes(512), "data without a header that the bench knows"),
    ],
)
def test_what_does_not_boot_is_told_too(data: bytes, what: str) -> None:
    assert str(of(data)) == what
    assert not of(data).protocols


def test_what_is_not_a_file(tmp_path: Path) -> None:
    assert identify(tmp_path).what == "a folder"
    os.mkfifo(tmp_path / "pipe")
    assert identify(tmp_path / "pipe").what == "a device, a pipe or a socket"
    with pytest.raises(BenchError, match="none: cannot read an image: No such file"):
        identify(tmp_path / "none")


MAGICS = st.sampled_from(
    [
        BZIMAGE[:700],
        ARM64_HEAD,
        zboot(b"payload", b"gzip"),
        pe(0x8664, 10),
        (GOLDEN / "kernel64.elf").read_bytes()[:400],
        (GOLDEN / "kernel32.elf").read_bytes()[:400],
        gzip.compress(ARM64_HEAD, mtime=0),
        lzma.compress(ARM64_HEAD),
        SECTOR + b"EFI PART",
        device_tree(b"images"),
        bytes(16 * 2048) + b"\0CD001\1EL TORITO SPECIFICATION".ljust(71, b"\0") + b"\x11\0\0\0",
        b"QFI\xfb\0\0\0\3".ljust(104, b"\0"),
    ]
)


@given(MAGICS, st.lists(st.tuples(st.integers(0, 1 << 16), st.binary(max_size=9))), st.data())
def test_damaged_files_of_every_format_are_something(
    start: bytes, damage: list[tuple[int, bytes]], data: st.DataObject
) -> None:
    damaged = bytearray(start)
    for place, wrong in damage:
        start_of_it = place % len(damaged)
        damaged[start_of_it : start_of_it + len(wrong)] = wrong
    length = data.draw(st.integers(0, len(damaged)))
    assert of(bytes(damaged[:length])).what


@given(st.binary(max_size=2000))
def test_any_bytes_are_something(data: bytes) -> None:
    assert of(data).what
