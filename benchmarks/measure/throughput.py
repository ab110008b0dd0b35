# SPDX-License-Identifier: MIT
"""Two hundred Linux cells with two workers, beside the same cells as instrumented boots."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure.linux_cells import OURS, instrumented
from benchmarks.measure.project import Variant, avocado_run, make_project
from benchmarks.measure.row import Row

CELLS = 200
PEERS_CELLS = 20
WORKERS = 2
BENCH, PEER = "throughput: bench", "throughput: avocado + pexpect"


def rows() -> Iterator[Row]:
    """Wall time and CPU for each cell of a whole `avocado run`, its start included."""
    for base in ("q35", "virt"):
        variant = Variant(base, 128, 1)
        with tempfile.TemporaryDirectory() as folder:
            cost, _ = instrumented(Path(folder), variant, PEERS_CELLS, WORKERS)
            wall, cpu = (1e3 * total / PEERS_CELLS for total in (cost.wall, cost.cpu))
            yield Row(PEER, base, 128, 1, PEERS_CELLS, wall, cpu)
        with tempfile.TemporaryDirectory() as folder:
            source = OURS.format(machine=variant.name, start="warm")
            make_project(Path(folder), source, CELLS, variant)
            cost = avocado_run(Path(folder), "tests/", workers=WORKERS)
            wall, cpu = (1e3 * total / CELLS for total in (cost.wall, cost.cpu))
            yield Row(BENCH, base, 128, 1, CELLS, wall, cpu)
