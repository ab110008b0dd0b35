# SPDX-License-Identifier: MIT
"""How long each machine takes from nothing to its guest's first sign of life."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.cells.running.boot import boot, plan_for
from bench.definitions.loader import load_machine, load_machines
from bench.definitions.machine import Machine
from bench.definitions.need import Need
from bench.definitions.needs.go import Go
from bench.definitions.needs.linux import Linux
from bench.guest.linux.linux import LinuxGuest
from benchmarks.measure.row import Row, milliseconds
from benchmarks.places import ROOT

BOOTS = 10
NEEDS: dict[str, Need] = {"go": Go("hello", ("hold=1",)), "linux": Linux(start="cold")}


def rows(quick: bool) -> Iterator[Row]:
    """One row a machine and kernel: to Go's greeting, to the Linux agent's word."""
    machines = load_machines(ROOT / "machines").values()
    for machine in [load_machine("q35", ROOT / "machines")] if quick else machines:
        for kind, need in NEEDS.items():
            if kind in machine.boots and not machine.only_when_named:
                yield booted(machine, need, "boot", kind, 2 if quick else BOOTS)


def booted(machine: Machine, need: Need, what: str, by: str, times: int) -> Row:
    """The row of a machine that is booted so many times."""
    walls, work = zip(*(_boot(machine, need) for _ in range(times)), strict=True)
    place = (machine.name, machine.memory >> 20, machine.cpus)
    cpu = milliseconds(work)
    return Row(what, by, *place, wall_ms=milliseconds(walls), cpu_ms=cpu, qemu_cpu_ms=cpu)


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
