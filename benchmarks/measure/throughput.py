# SPDX-License-Identifier: MIT
"""Two hundred Linux cells with two workers, beside the same cells as instrumented boots."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure.linux_cells import OURS, instrumented
from benchmarks.measure.row import Row
from benchmarks.measure.runs.cost import Cost
from benchmarks.measure.runs.project import Variant, avocado_run, make_project

CELLS = 200
PEERS_CELLS = 20
WORKERS = 2
BENCH, PEER = "bench", "avocado + pexpect"


def rows(quick: bool) -> Iterator[Row]:
    """Wall time and CPU for each cell of a whole `avocado run`, its start included."""
    ours, peers = (8, 4) if quick else (CELLS, PEERS_CELLS)
    for base in ("q35", "virt"):
        variant = Variant(base, 128, 1)
        with tempfile.TemporaryDirectory() as folder:
            cost = instrumented(variant, WORKERS, Path(folder), peers).cost
            yield _row(PEER, variant, cost, peers)
        with tempfile.TemporaryDirectory() as folder:
            source = OURS.format(machine=variant.name, start="warm")
            make_project(Path(folder), source, ours, variant)
            cost = avocado_run(Path(folder), "tests/", workers=WORKERS)
            yield _row(BENCH, variant, cost, ours)


def _row(by: str, variant: Variant, cost: Cost, cells: int) -> Row:
    wall, cpu = (1e3 * total / cells for total in (cost.wall, cost.cpu))
    place = (variant.base, variant.memory_mb, variant.cpus)
    return Row("a cell of a whole run", by, *place, wall_ms=[wall], cpu_ms=[cpu])
