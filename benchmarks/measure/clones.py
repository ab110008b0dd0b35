# SPDX-License-Identifier: MIT
"""A clone's first reply, a waiting clone's first program, and what twenty of them take."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bench.cells.running.planner import Planner
from bench.definitions.loader import load_machine
from bench.definitions.needs.linux import Linux
from bench.qemu.planning.plan import Plan
from bench.templates.chain import Chain
from bench.templates.clone import clone
from bench.templates.shelf import Shelf
from bench.templates.template import Template
from benchmarks.measure.project import ROOT
from benchmarks.measure.row import Row

CLONES = 20
CROWD = (1, 5, 10, 20)
MEMORIES = (128, 256, 512, 1024, 2048)


def rows() -> Iterator[Row]:
    """Rows of replies by RAM size, of the pool, and of crowds."""
    for name in ("q35", "virt"):
        for memory in MEMORIES:
            yield _first_reply(name, memory)
        yield _pool(name)
        for number in CROWD:
            yield _crowd(name, number)


def planned(name: str, memory_mb: int) -> Plan:
    """How a machine of the project with other RAM starts."""
    machine = load_machine(name, ROOT / "machines")
    return Planner(ROOT).plan(machine.model_copy(update={"memory": memory_mb << 20}), Linux())


def _first_reply(name: str, memory_mb: int) -> Row:
    plan = planned(name, memory_mb)
    chain = Chain(plan, (), Shelf())
    chain.open().__exit__(None, None, None)
    walls, work = [], []
    for _ in range(CLONES):
        with chain.open() as shelved:
            started = time.perf_counter()
            guest = clone(plan, Template.from_json(shelved.content), shelved.files, None)
            walls.append(time.perf_counter() - started)
        with guest:
            work.append(guest.cpu_seconds)
    cpu = median(work) * 1e3
    return Row("clone: first reply", name, memory_mb, 1, CLONES, median(walls) * 1e3, cpu, cpu)


def _pool(name: str) -> Row:
    """In a process of its own: a pool is forked before there are threads."""
    command = [sys.executable, "-m", "benchmarks.measure.pooled", name, str(CLONES)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    walls = json.loads(done.stdout)
    way = "pool: 100 KB in, a program run, its output out"
    return Row(way, name, 256, 1, len(walls), median(walls) * 1e3)


def _crowd(name: str, number: int) -> Row:
    """So many clones of 512 MB at once, each having run a program; MiB stand in the phases."""
    plan = planned(name, 512)
    chain = Chain(plan, (), Shelf())
    with contextlib.ExitStack() as guests, chain.open() as first:
        template = sum(
            512 * Path(f"/proc/self/fd/{file}").stat().st_blocks for file in first.files.values()
        )
        started = time.perf_counter()
        pids = []
        for _ in range(number):
            with chain.open() as shelved:
                guest = clone(plan, Template.from_json(shelved.content), shelved.files, None)
            guests.enter_context(guest)
            guest.run("echo", "hello")
            pids.append(guest.pid)
        wall = time.perf_counter() - started
        own = sum(map(_private, pids))
    phases = {"template MiB": template / 2**20, "clones MiB": own / 2**20}
    return Row("crowd: start, run", name, 512, 1, number, wall * 1e3, phases=phases)


def _private(pid: int) -> int:
    """Bytes that would be free if this process were not (proc(5), smaps_rollup)."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) << 10 for line in lines if line.startswith("Private_"))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory():
        for row in rows():
            print(row)
