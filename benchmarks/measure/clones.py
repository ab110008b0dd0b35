# SPDX-License-Identifier: MIT
"""A clone's first reply beside a boot's, by the guest's RAM; a program in a clone that waits."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator

from bench.cells.running.planner import Planner
from bench.definitions.loader import load_machine
from bench.definitions.machine import Machine
from bench.definitions.needs.linux import Linux
from bench.qemu.planning.plan import Plan
from bench.templates.chain import Chain
from bench.templates.clone import clone
from bench.templates.shelf import Shelf
from bench.templates.template import Template
from benchmarks.measure.boots import booted
from benchmarks.measure.row import Row, milliseconds
from benchmarks.places import ROOT

BOOTS = 5
CLONES = 20
MEMORIES_MB = (128, 256, 512, 1024, 2048)
REPLY, BOOT, CLONE = "first reply", "boot", "clone"


def rows(quick: bool) -> Iterator[Row]:
    """Rows of replies by RAM, and of the pool."""
    for name in ("q35", "virt"):
        for memory in MEMORIES_MB[:1] if quick else MEMORIES_MB:
            machine = with_memory(name, memory)
            yield booted(machine, Linux(start="cold"), REPLY, BOOT, 2 if quick else BOOTS)
            yield _first_reply(machine, 4 if quick else CLONES)
        yield _pool(name, 4 if quick else CLONES)


def with_memory(name: str, memory_mb: int) -> Machine:
    """A machine of the project with other RAM."""
    machine = load_machine(name, ROOT / "machines")
    return machine.model_copy(update={"memory": memory_mb << 20})


def planned(name: str, memory_mb: int) -> Plan:
    """How Linux starts on a machine with other RAM."""
    return Planner(ROOT).plan(with_memory(name, memory_mb), Linux())


def _first_reply(machine: Machine, clones: int) -> Row:
    plan = Planner(ROOT).plan(machine, Linux())
    chain = Chain(plan, (), Shelf())
    chain.open().__exit__(None, None, None)
    walls, work = [], []
    for _ in range(clones):
        with chain.open() as shelved:
            started = time.perf_counter()
            guest = clone(plan, Template.from_json(shelved.content), shelved.files, None)
            walls.append(time.perf_counter() - started)
        with guest:
            work.append(guest.cpu_seconds)
    cpu = milliseconds(work)
    place = (machine.name, machine.memory >> 20, 1)
    return Row(REPLY, CLONE, *place, wall_ms=milliseconds(walls), cpu_ms=cpu, qemu_cpu_ms=cpu)


def _pool(name: str, clones: int) -> Row:
    """In a process of its own: a pool is forked before there are threads."""
    command = [sys.executable, "-m", "benchmarks.measure.pooled", name, str(clones)]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    what = "100 KB in, a program run, its output out"
    return Row(what, "pool", name, 256, 1, wall_ms=milliseconds(json.loads(done.stdout)))
