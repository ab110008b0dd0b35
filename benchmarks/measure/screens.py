# SPDX-License-Identifier: MIT
"""Capturing and parsing a text screen of 80x25, of a guest that runs."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bench.cells.running.boot import boot, plan_for
from bench.definitions.loader import load_machine
from bench.definitions.needs.go import Go
from benchmarks.measure.project import ROOT
from benchmarks.measure.row import Row

CAPTURES = 100


def rows() -> Iterator[Row]:
    """A VGA adapter's screen, and one in RAM."""
    need = Go("hello", ("hold=1",))
    for name in ("q35", "virt"):
        machine = load_machine(name, ROOT / "machines")
        plan = plan_for(machine, need, root=ROOT)
        with tempfile.TemporaryDirectory() as folder, boot(plan, need, Path(folder)) as guest:
            guest.screen.wait_until("hello from Go")
            times = []
            for _ in range(CAPTURES):
                started = time.perf_counter()
                assert "hello" in guest.screen.capture().text
                times.append(time.perf_counter() - started)
        yield Row("screen: capture and parse", name, 256, 1, CAPTURES, median(times) * 1e3)
