# SPDX-License-Identifier: MIT
"""Clones that are alive at once: how long they take to start, and how much memory they hold."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from bench.templates.chain import Chain
from bench.templates.clone import clone
from bench.templates.shelf import Shelf
from bench.templates.template import Template
from benchmarks.measure.clones import planned
from benchmarks.measure.row import Row

CROWDS = (1, 5, 10, 20)
MEMORY_MB = 512
WHAT = "started, each ran a program"


def rows(quick: bool) -> Iterator[Row]:
    """One row a machine and number of clones."""
    for name in ("q35", "virt"):
        for clones in CROWDS[:2] if quick else CROWDS:
            yield _crowd(name, clones)


def _crowd(name: str, clones: int) -> Row:
    plan = planned(name, MEMORY_MB)
    chain = Chain(plan, (), Shelf())
    with contextlib.ExitStack() as guests, chain.open() as first:
        started = time.perf_counter()
        pids = []
        for _ in range(clones):
            with chain.open() as shelved:
                guest = clone(plan, Template.from_json(shelved.content), shelved.files, None)
            guests.enter_context(guest)
            guest.run("echo", "hello")
            pids.append(guest.pid)
        wall = time.perf_counter() - started
        sizes = {"template": _size(first.files) / 2**20, "clones": sum(map(_private, pids)) / 2**20}
    return Row(WHAT, "", name, MEMORY_MB, 1, guests=clones, wall_ms=[1e3 * wall], sizes_mb=sizes)


def _size(files: Mapping[str, int]) -> int:
    """Bytes that open files take."""
    stats = (Path(f"/proc/self/fd/{file}").stat() for file in files.values())
    return sum(512 * stat.st_blocks for stat in stats)


def _private(pid: int) -> int:
    """Bytes that would be free if this process were not (proc(5), smaps_rollup)."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) << 10 for line in lines if line.startswith("Private_"))
