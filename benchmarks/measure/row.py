# SPDX-License-Identifier: MIT
"""A line of the table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """What one way of doing a thing took; times are medians in ms.

    Attributes:
        way: what was done.
        machine: on which machine; empty where none runs.
        memory_mb: its RAM.
        cpus: its CPUs.
        n: how many times.
        wall_ms: wall time.
        cpu_ms: CPU time of all processes, QEMU's included.
        qemu_cpu_ms: of it, QEMU's, where it is known.
        phases: of a cell: what took how many ms of wall time.
    """

    way: str
    machine: str
    memory_mb: int
    cpus: int
    n: int
    wall_ms: float | None
    cpu_ms: float | None = None
    qemu_cpu_ms: float | None = None
    phases: dict[str, float] | None = None
