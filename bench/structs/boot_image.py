"""Says what a file is that was meant to boot, and for which architecture."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from construct import Const, ConstructError, Int16ul, Padding, Struct

from bench.errors import BenchError
from bench.structs import multiboot
from bench.structs.linux_boot import ARM64, X86, XLF_KERNEL_64

HEAD = 65_536 + 0x200 + 256
"""Bytes in which every header lies; farthest out is the version of an x86 kernel."""

ELF = Struct(
    "magic" / Const(b"\x7fELF"),
    Padding(12),
    "e_type" / Int16ul,
    "e_machine" / Int16ul,
)
"""gABI, "ELF Header": as much as names the machine of a little-endian file."""

MACHINES = {3: "i386", 62: "x86_64", 183: "aarch64"}
"""`e_machine`: EM_386, EM_X86_64, EM_AARCH64."""

GZIP = Struct(
    "ID1" / Const(b"\x1f"),
    "ID2" / Const(b"\x8b"),
)
"""RFC 1952, section 2.3.1 "Member header"."""


@dataclass(frozen=True)
class BootImage:
    """What a file is: in words with an article, and its architecture, empty if unknown."""

    what: str
    architecture: str

    def __str__(self) -> str:
        return self.what


def identify(path: str | os.PathLike[str]) -> BootImage:
    """What the file at `path` is: `f"this is {identify(path)}"`.

    Raises:
        BenchError: the file cannot be read.
    """
    try:
        with Path(path).open("rb") as file:
            head = file.read(HEAD)
    except OSError as error:
        raise BenchError(f"cannot read an image: {error.strerror}", where=str(path)) from error
    for recognise in (_x86_linux, _arm64_linux, _elf, _gzip):
        with suppress(ConstructError):
            return recognise(head)
    return BootImage("no kernel that the bench knows", "")


def _x86_linux(head: bytes) -> BootImage:
    header = X86.parse(head)
    wide = header.version >= 0x020C and header.xloadflags & XLF_KERNEL_64
    architecture = "x86_64" if wide else "i386"
    release = f" of Linux {header.version_string.split()[0]}" if header.version_string else ""
    return BootImage(f"a bzImage{release} for {architecture}", architecture)


def _arm64_linux(head: bytes) -> BootImage:
    ARM64.parse(head)
    return BootImage("an Image of Linux for aarch64", "aarch64")


def _elf(head: bytes) -> BootImage:
    machine = ELF.parse(head).e_machine
    architecture = MACHINES.get(machine, "")
    kind = "a Multiboot kernel" if multiboot.find(head) else "an ELF file"
    return BootImage(f"{kind} for {architecture or f'machine {machine}'}", architecture)


def _gzip(head: bytes) -> BootImage:
    GZIP.parse(head)
    return BootImage("a file compressed with gzip", "")
