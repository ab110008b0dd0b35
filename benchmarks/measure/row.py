# SPDX-License-Identifier: MIT
"""A line of a table of times: samples, of which a page takes the figures."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from bench.errors import BenchError

FILE = "rows.json"


@dataclass(frozen=True)
class Row:
    """The times of one way of doing a thing, by samples in ms.

    Attributes:
        what: what was done.
        by: which way, or by which program; empty where there is one.
        machine: on which machine.
        memory_mb: its RAM.
        cpus: its CPUs.
        guests: how many were there at once.
        wall_ms: wall time.
        cpu_ms: CPU time of all processes, QEMU's included.
        qemu_cpu_ms: of it, QEMU's, where it is known.
        phases_ms: of each cell: what took how many ms of wall time.
        sizes_mb: what took how much of the host's memory.
    """

    what: str
    by: str
    machine: str
    memory_mb: int
    cpus: int
    guests: int = 1
    wall_ms: Sequence[float] = ()
    cpu_ms: Sequence[float] = ()
    qemu_cpu_ms: Sequence[float] = ()
    phases_ms: Sequence[Mapping[str, float]] = ()
    sizes_mb: Mapping[str, float] = field(default_factory=dict)

    @property
    def place(self) -> tuple[str, int, int]:
        """The guest: rows of one are compared."""
        return self.machine, self.memory_mb, self.cpus


def milliseconds(seconds: Sequence[float]) -> list[float]:
    """Samples in ms."""
    return [1e3 * each for each in seconds]


def write(rows: Sequence[Row], folder: Path) -> None:
    """Leave rows as the evidence of a measurement."""
    (folder / FILE).write_text(json.dumps([asdict(row) for row in rows], indent=1))


def read(folder: Path) -> list[Row]:
    """The rows that a measurement left.

    Raises:
        BenchError: it left none.
    """
    file = folder / FILE
    if not file.exists():
        raise BenchError(f"there is no {file}", hint="measure first")
    return [Row(**row) for row in json.loads(file.read_text())]
