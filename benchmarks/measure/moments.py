# SPDX-License-Identifier: MIT
"""A cell of firmware: booted to its prompt, and cloned from there."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.cells.running.boot import plan_for, start_guest
from bench.definitions.loader import load_machine
from bench.definitions.needs.boot import Boot
from bench.qemu.planning.plan import Plan
from bench.templates.phases import Phases
from bench.templates.start import StartPolicy
from benchmarks.measure.row import Row, milliseconds
from benchmarks.places import ROOT

ROUNDS = 5
BOOTED, CLONED = "booted", "cloned"
NEEDS = {
    "q35": Boot(pflash=("ovmf",), freeze="Shell> "),
    "virt": Boot(pflash=("aavmf",), freeze="Shell> "),
}
"""A shell that waits for words, on each architecture."""


def rows(quick: bool) -> Iterator[Row]:
    """A row for each way and machine: until the shell has answered a command."""
    for name, need in NEEDS.items():
        machine = load_machine(name, ROOT / "machines")
        plan = plan_for(machine, need, root=ROOT)
        _answered(plan, need, cold=False)  # the template is there
        samples: dict[str, list[tuple[float, float]]] = {BOOTED: [], CLONED: []}
        for _ in range(2 if quick else ROUNDS):
            for way, taken in samples.items():
                taken.append(_answered(plan, need, cold=way == BOOTED))
        for way, taken in samples.items():
            walls, work = zip(*taken, strict=True)
            cpu = milliseconds(work)
            yield Row(
                "firmware's shell",
                way,
                name,
                machine.memory >> 20,
                machine.cpus,
                wall_ms=milliseconds(walls),
                cpu_ms=cpu,
                qemu_cpu_ms=cpu,
            )


def _answered(plan: Plan, need: Boot, *, cold: bool) -> tuple[float, float]:
    """Wall and QEMU's CPU seconds until a shell has answered."""
    with tempfile.TemporaryDirectory() as evidence:
        began = time.perf_counter()
        guest, _ = start_guest(plan, need, Path(evidence), Phases(), StartPolicy(cold=cold))
        with guest:
            guest.console.expect("Shell> ")
            guest.console.send("echo %lasterror%\r")
            guest.console.expect("0x0")
            return time.perf_counter() - began, guest.cpu_seconds
