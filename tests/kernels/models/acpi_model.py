# SPDX-License-Identifier: MIT
"""The ACPI tables in a guest's memory, read from outside: ACPI Specification 6.5, chapter 5."""

from __future__ import annotations

from collections.abc import Iterator

from construct import Bytes, Int8ul, Int32ul, Padding, Struct

from bench.guest.memory import Memory

BIOS, BIOS_SIZE = 0xE0000, 0x20000
POINTER = Struct("signature" / Bytes(8), Padding(8), "root" / Int32ul)
HEADER = Struct("signature" / Bytes(4), "length" / Int32ul, "revision" / Int8ul, Padding(27))
DSDT = 40
"""Where the fixed table, FACP, has the address of the DSDT."""

Table = tuple[str, int, int]
"""Signature, address, bytes."""


def tables(memory: Memory) -> list[Table]:
    """Those that the root lists, the DSDT behind the table that names it."""
    bios = memory.read(BIOS, BIOS_SIZE)
    at = next(at for at in range(0, BIOS_SIZE, 16) if bios.startswith(b"RSD PTR ", at))
    return list(_tables(memory, POINTER.parse(bios[at:]).root))


def _tables(memory: Memory, root: int) -> Iterator[Table]:
    header = memory.parse(HEADER, root)
    yield _table(memory, root)
    entries = memory.read(root + HEADER.sizeof(), header.length - HEADER.sizeof())
    for (address,) in (Int32ul[1].parse(entries[at:]) for at in range(0, len(entries), 4)):
        yield (table := _table(memory, address))
        if table[0] == "FACP":
            yield _table(memory, memory.parse(Int32ul, address + DSDT))


def _table(memory: Memory, address: int) -> Table:
    header = memory.parse(HEADER, address)
    assert sum(memory.read(address, header.length)) % 256 == 0, f"the table at {address:#x}"
    return header.signature.decode(), address, header.length
