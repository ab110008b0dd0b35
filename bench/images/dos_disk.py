# SPDX-License-Identifier: MIT
"""Disks from which a PC's firmware boots one COM program of MS-DOS.

`payloads/dos/` has the programs and, in `loader/`, what runs them. Its Makefile gives
OUT/NAME.com, OUT/loader.bin and OUT/loader.elf.
"""

from __future__ import annotations

import struct
from pathlib import Path

from bench.architectures.architecture import Architecture
from bench.artefacts import digest
from bench.definitions.needs.dos import Dos
from bench.definitions.wording import suggest
from bench.errors import BenchError
from bench.images.programs import programs
from bench.images.workshop import Workshop

SECTOR = 512
"""Bytes."""

LARGEST = 0x10000 - 0x100 - 2
"""Bytes of a program: a segment, less the PSP and the word on the stack."""

_LEAST = 16 * 63
"""Sectors of a disk: SeaBIOS reads the first by cylinder, head and sector, with 16 heads and
63 sectors, and finds no cylinder on a smaller one."""

_PARAMETERS = struct.Struct("<HB128s")
"""The places of SECTORS, HOLD and TAIL in `loader.S`."""


def dos_disk(workshop: Workshop, need: Dos, architecture: Architecture) -> tuple[Path, Path]:
    """A disk with the loader and a program, and an ELF file with the loader's symbols.

    Raises:
        HostError: the tool chain is missing.
        BenchError: there is no such program, it is too large, or it does not build.
    """
    built = programs(workshop, "dos", architecture)
    program = _program(built, need.program)
    _check(program, workshop)

    def build(folder: Path) -> None:
        workshop.progress.step(f"make a disk with {program.name}")
        loader, code = (built / "loader.bin").read_bytes(), program.read_bytes()
        with (folder / "disk.img").open("wb") as disk:
            disk.write(loader + _parameters(need, len(code)) + code)
            disk.truncate(max(_LEAST, 3 + _sectors(len(code))) * SECTOR)

    key = digest.combined(
        digest.of_path(Path(__file__)),
        digest.of_path(built / "loader.bin"),
        digest.of_path(program),
        repr(need),
    )
    disk = workshop.store.artefact(f"dos-{need.program}", key, build) / "disk.img"
    return disk, built / "loader.elf"


def _program(built: Path, name: str) -> Path:
    program = built / f"{name}.com"
    if not program.is_file():
        known = sorted(path.stem for path in built.glob("*.com"))
        raise BenchError(
            f"there is no program {name}: payloads/dos/{name}.S is missing",
            hint=suggest(name, known),
        )
    return program


def _check(program: Path, workshop: Workshop) -> None:
    size = program.stat().st_size
    if size > LARGEST:
        raise BenchError(
            f"a COM program of {size} bytes does not fit into its segment",
            hint=f"leave it at most {LARGEST}",
            where=str(workshop.project.find(f"payloads/dos/{program.stem}.S")),
        )


def _parameters(need: Dos, size: int) -> bytes:
    """The sector from which the loader learns what to do."""
    tail = bytes([len(need.tail)]) + need.tail.encode("ascii") + b"\r"
    return _PARAMETERS.pack(_sectors(size), need.hold, tail).ljust(SECTOR, b"\0")


def _sectors(size: int) -> int:
    return -(-size // SECTOR)
