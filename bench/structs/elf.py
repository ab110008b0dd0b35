# SPDX-License-Identifier: MIT
"""Symbols of a kernel, at the physical addresses where a test reads them in guest memory.

Source: System V ABI (gABI), "Symbol Table" and "Program Header". pyelftools reads the
headers; the symbol table is unpacked in one go, as a Go kernel has thousands of symbols.
"""

from __future__ import annotations

import os
import struct
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import Any

from bench.errors import BenchError
from bench.structs.boot_images.boot_image import identify
from bench.text import did_you_mean

ENTRIES = {
    32: ("IIIBBH", ("st_name", "st_value", "st_size", "st_info", "st_other", "st_shndx")),
    64: ("IBBHQQ", ("st_name", "st_info", "st_other", "st_shndx", "st_value", "st_size")),
}
"""Elf32_Sym and Elf64_Sym."""

SHN_UNDEF = 0
PF_X = 1
"""Flag of a segment that is executed."""


@dataclass(frozen=True)
class Symbol:
    """A name in a kernel: its physical address and its size, in bytes."""

    name: str
    address: int
    size: int


def symbol(path: str | os.PathLike[str], name: str) -> Symbol:
    """The symbol called `name`.

    Raises:
        BenchError: there is no such symbol, the file is stripped, or it is not an ELF file.
    """
    with _opened(path) as elf:
        names, entries = _table(elf, Path(path))
        wanted = name.encode() + b"\0"
        for start, value, size in entries:
            if names.startswith(wanted, start):
                return Symbol(name, _physical(elf, value), size)
        known = [names[start : names.index(0, start)].decode() for start, *_ in entries]
    hint = did_you_mean(name, known, most=3) or "nm lists the kernel's symbols"
    raise BenchError(f"no symbol {name}", hint=hint, where=os.fspath(path))


@dataclass(frozen=True)
class Code:
    """A kernel's functions, by their addresses.

    Attributes:
        functions: in the order of their addresses.
        end: where the code ends.
    """

    functions: tuple[Symbol, ...]
    end: int

    def at(self, address: int) -> tuple[Symbol, int] | None:
        """The function that holds a physical address, and how far into it that is, in bytes."""
        index = bisect_right(self.functions, address, key=attrgetter("address")) - 1
        if index < 0 or address >= self.end:
            return None
        return self.functions[index], address - self.functions[index].address


def code_of(path: str | os.PathLike[str]) -> Code:
    """The code of a kernel.

    Raises:
        BenchError: the file has no symbols, or is not an ELF file.
    """
    with _opened(path) as elf:
        names, entries = _table(elf, Path(path))
        segments = [each for each in elf.iter_segments("PT_LOAD") if each["p_flags"] & PF_X]
        functions = [
            Symbol(_name(names, start), value - part.start + physical, size)
            for part, physical in map(_placed, segments)
            for start, value, size in entries
            if value in part and names[start]
        ]
        end = max((physical + len(part) for part, physical in map(_placed, segments)), default=0)
    return Code(tuple(sorted(functions, key=attrgetter("address"))), end)


def _placed(segment: Any) -> tuple[range, int]:
    """The addresses of what a segment has in the file, and the physical one of the first."""
    start = segment["p_vaddr"]
    return range(start, start + segment["p_filesz"]), segment["p_paddr"]


def _name(names: bytes, start: int) -> str:
    return names[start : names.index(0, start)].decode(errors="replace")


@contextmanager
def _opened(path: str | os.PathLike[str]) -> Iterator[Any]:
    from elftools.common.exceptions import ELFError  # noqa: PLC0415
    from elftools.elf.elffile import ELFFile  # noqa: PLC0415

    path = Path(path)
    try:
        with path.open("rb") as file:
            yield ELFFile(file)
    except OSError as error:
        raise BenchError(f"cannot read a kernel: {error.strerror}", where=str(path)) from error
    except ELFError as error:
        raise BenchError(
            f"symbols are read from ELF files, this is {identify(path)}", where=str(path)
        ) from error


def _table(elf: Any, path: Path) -> tuple[bytes, list[tuple[int, int, int]]]:
    """The string table, and start of the name, value and size of each defined symbol."""
    table = elf.get_section_by_name(".symtab")
    if table is None:
        raise BenchError(
            "the kernel has no symbols",
            hint="link it without -s and do not strip it",
            where=str(path),
        )
    layout, fields = ENTRIES[elf.elfclass]
    name, value, size, section = map(fields.index, ("st_name", "st_value", "st_size", "st_shndx"))
    entries = struct.iter_unpack("<>"[not elf.little_endian] + layout, table.data())
    defined = [
        (entry[name], entry[value], entry[size]) for entry in entries if entry[section] != SHN_UNDEF
    ]
    return elf.get_section(table["sh_link"]).data(), defined


def _physical(elf: Any, address: int) -> int:
    """Where the segment with a virtual address is loaded; the address itself without one."""
    segments = sorted(elf.iter_segments("PT_LOAD"), key=lambda segment: -segment["p_vaddr"])
    for segment in segments:
        # A symbol may stand at the very end, such as `_end`.
        if 0 <= address - segment["p_vaddr"] <= segment["p_memsz"]:
            return int(address - segment["p_vaddr"] + segment["p_paddr"])
    return address
