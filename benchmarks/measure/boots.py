# SPDX-License-Identifier: MIT
"""How long each machine takes from nothing to its guest's first sign of life."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bench.cells.running.boot import boot, plan_for
from bench.definitions.loader import load_machines
from bench.definitions.machine import Machine
from bench.definitions.need import Need
from bench.definitions.needs.go import Go
from bench.definitions.needs.linux import Linux
from bench.guest.linux.linux import LinuxGuest
from benchmarks.measure.project import ROOT
from benchmarks.measure.row import Row

BOOTS = 10
NEEDS: dict[str, Need] = {"go": Go("hello", ("hold=1",)), "linux": Linux(start="cold")}


def rows() -> Iterator[Row]:
    """One row a machine and kernel: to Go's greeting, to the Linux agent's word."""
    for machine in load_machines(ROOT / "machines").values():
        for kind, need in NEEDS.items():
            if kind in machine.boots:
                walls, work = zip(*(_boot(machine, need) for _ in range(BOOTS)), strict=True)
                memory = machine.memory >> 20
                way = f"cold boot: {kind}"
                wall, cpu = median(walls) * 1e3, median(work) * 1e3
                yield Row(way, machine.name, memory, machine.cpus, BOOTS, wall, cpu, cpu)


def _boot(machine: Machine, need: Need) -> tuple[float, float]:
    plan = plan_for(machine, need, root=ROOT)
    with tempfile.TemporaryDirectory() as evidence:
        started = time.perf_counter()
        with boot(plan, need, Path(evidence)) as guest:
            if isinstance(guest, LinuxGuest):
                _ = guest.release
            else:
                guest.console.expect("hello from Go")
            return time.perf_counter() - started, guest.cpu_seconds
