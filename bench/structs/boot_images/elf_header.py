# SPDX-License-Identifier: MIT
"""The headers of an ELF file of any class and byte order, as a loader reads them.

Source: System V ABI (gABI), "ELF Header", "Program Header" and "Note Section".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from construct import (
    Array,
    Bytes,
    Check,
    Const,
    ConstructError,
    GreedyRange,
    Int16ub,
    Int16ul,
    Int32ub,
    Int32ul,
    Int64ub,
    Int64ul,
    Padding,
    Struct,
    this,
)

from bench.structs.boot_images.content import Content

ET_REL, ET_EXEC, ET_DYN, ET_CORE = 1, 2, 3, 4
"""`e_type`: an object file, a program at fixed addresses, one at any, a memory dump."""

PT_LOAD, PT_INTERP, PT_NOTE = 1, 3, 4
"""`p_type`: what is loaded, the dynamic linker's path, notes."""

MACHINES = {
    2: "sparc",
    3: "i386",
    8: "mips",
    20: "ppc",
    21: "ppc64",
    22: "s390",
    40: "arm",
    62: "x86_64",
    183: "aarch64",
    243: "riscv",
    258: "loongarch",
}
"""`e_machine`, as the bench and QEMU call them."""

_OF_BOTH_CLASSES = {"loongarch", "riscv"}
"""Those that QEMU calls by their bits, too."""

_BITS = {b"\1": 32, b"\2": 64}
"""`EI_CLASS`."""
_ORDERS = {b"\1": "little", b"\2": "big"}
"""`EI_DATA`."""

IDENT = Struct(
    "magic" / Const(b"\x7fELF"),
    "bits" / Bytes(1),
    "order" / Bytes(1),
    Check(lambda found: found.bits in _BITS and found.order in _ORDERS),
    Padding(10),
)
"""`e_ident`."""

_INTEGERS = {
    "little": (Int16ul, Int32ul, Int64ul),
    "big": (Int16ub, Int32ub, Int64ub),
}

_MOST = 256
"""Program headers that are read; a kernel has a handful."""
_NOTES = 1 << 16
"""Bytes of notes that are read."""


@dataclass(frozen=True)
class Note:
    """An entry of a note section."""

    name: bytes
    kind: int


@dataclass(frozen=True)
class Header:
    """The parts of an ELF file that a loader reads.

    Attributes:
        bits: 32 or 64.
        machine: as in `MACHINES`, or `machine 4711`.
        kind: `e_type`.
        segments: what is loaded: its offset in the file, physical address and size in
            the file, in bytes.
        interpreter: whether it asks for a dynamic linker.
        notes: those that a segment points at.
    """

    bits: int
    machine: str
    kind: int
    segments: tuple[tuple[int, int, int], ...]
    interpreter: bool
    notes: tuple[Note, ...]


def read(content: Content) -> Header | None:
    """The headers of an ELF file, as far as they are there; None for any other file."""
    try:
        ident = IDENT.parse(content.head)
        bits, order = _BITS[ident.bits], _ORDERS[ident.order]
        header = _file_header(bits, order).parse(content.head)
    except ConstructError:
        return None
    table = _program_headers(content, header, bits, order)
    return Header(
        bits=bits,
        machine=_name(header.e_machine, bits),
        kind=header.e_type,
        segments=tuple(
            (segment.p_offset, segment.p_paddr, segment.p_filesz)
            for segment in table
            if segment.p_type == PT_LOAD and segment.p_filesz
        ),
        interpreter=any(segment.p_type == PT_INTERP for segment in table),
        notes=tuple(
            note
            for segment in table
            if segment.p_type == PT_NOTE
            for note in _notes(content.at(segment.p_offset, min(segment.p_filesz, _NOTES)), order)
        ),
    )


def _name(machine: int, bits: int) -> str:
    name = MACHINES.get(machine, f"machine {machine}")
    return f"{name}{bits}" if name in _OF_BOTH_CLASSES else name


def _file_header(bits: int, order: str) -> Any:
    half, word, wide = _INTEGERS[order]
    address = wide if bits == 64 else word
    return Struct(
        IDENT,
        "e_type" / half,
        "e_machine" / half,
        "e_version" / word,
        "e_entry" / address,
        "e_phoff" / address,
        "e_shoff" / address,
        "e_flags" / word,
        "e_ehsize" / half,
        "e_phentsize" / half,
        "e_phnum" / half,
    )


def _program_headers(content: Content, header: Any, bits: int, order: str) -> list[Any]:
    """The table, unless it is cut off."""
    _, word, wide = _INTEGERS[order]
    # In 64 bits the flags stand second, so that all behind them is aligned.
    if bits == 64:
        entry = Struct(
            "p_type" / word,
            "p_flags" / word,
            "p_offset" / wide,
            "p_vaddr" / wide,
            "p_paddr" / wide,
            "p_filesz" / wide,
            Padding(16),
        )
    else:
        entry = Struct(
            "p_type" / word,
            "p_offset" / word,
            "p_vaddr" / word,
            "p_paddr" / word,
            "p_filesz" / word,
            Padding(12),
        )
    count = min(header.e_phnum, _MOST)
    try:
        found: list[Any] = Array(count, entry).parse(
            content.at(header.e_phoff, count * entry.sizeof())
        )
    except ConstructError:
        return []
    return found


def _notes(data: bytes, order: str) -> list[Note]:
    _, word, _ = _INTEGERS[order]
    entry = Struct(
        "n_namesz" / word,
        "n_descsz" / word,
        "n_type" / word,
        "name" / Bytes(this.n_namesz),
        Padding(-this.n_namesz % 4),
        Padding(this.n_descsz + (-this.n_descsz % 4)),
    )
    return [Note(each.name.rstrip(b"\0"), each.n_type) for each in GreedyRange(entry).parse(data)]
