import gzip
from pathlib import Path

import pytest

from bench.errors import BenchError
from bench.structs.boot_image import BootImage, identify
from bench.structs.linux_boot import ARM64, X86

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


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (BZIMAGE, BootImage("a bzImage of Linux 6.1.0-50-cloud-amd64 for x86_64", "x86_64")),
        (
            bzimage(xloadflags=0),
            BootImage("a bzImage of Linux 6.1.0-50-cloud-amd64 for i386", "i386"),
        ),
        (
            bzimage(version=0x020B),
            BootImage("a bzImage of Linux 6.1.0-50-cloud-amd64 for i386", "i386"),
        ),
        (bzimage(kernel_version=0), BootImage("a bzImage for x86_64", "x86_64")),
        (ARM64_HEAD, BootImage("an Image of Linux for aarch64", "aarch64")),
        (
            (GOLDEN / "kernel32.elf").read_bytes(),
            BootImage("a Multiboot kernel for i386", "i386"),
        ),
        (
            (GOLDEN / "kernel64.elf").read_bytes(),
            BootImage("a Multiboot kernel for x86_64", "x86_64"),
        ),
        (b"\x7fELF" + bytes(14) + b"\xb7\0", BootImage("an ELF file for aarch64", "aarch64")),
        (b"\x7fELF" + bytes(14) + b"\xf3\0", BootImage("an ELF file for machine 243", "")),
        (gzip.compress(ARM64_HEAD, mtime=0), BootImage("a file compressed with gzip", "")),
        (b"#!/bin/sh\n", BootImage("no kernel that the bench knows", "")),
        (b"", BootImage("no kernel that the bench knows", "")),
    ],
)
def test_an_image_says_what_it_is(data: bytes, expected: BootImage, tmp_path: Path) -> None:
    (tmp_path / "image").write_bytes(data)
    assert identify(tmp_path / "image") == expected


def test_it_reads_well_in_an_error() -> None:
    image = identify(GOLDEN / "image-arm64.head")
    assert f"this is {image}" == "this is an Image of Linux for aarch64"


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(BenchError, match="none: cannot read an image: No such file"):
        identify(tmp_path / "none")
