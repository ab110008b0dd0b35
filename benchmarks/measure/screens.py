# SPDX-License-Identifier: MIT
"""Reading a text screen of 80x25: of a guest that runs, and its parsing alone."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from timeit import repeat

from bench.cells.running.boot import boot, plan_for
from bench.definitions.loader import load_machine
from bench.definitions.needs.go import Go
from bench.screen.text_cell import display_memory
from bench.screen.text_screen import Screen
from benchmarks.measure.row import Row, milliseconds
from benchmarks.places import ROOT

CAPTURES = 100
ROUNDS = 7
CHARACTERS = ROOT / "tests/unit/screen/golden/characters.vga"
"""A screen of every character in every colour."""


def rows(quick: bool) -> Iterator[Row]:
    """A VGA adapter's screen, one in RAM, and the ways to parse bytes."""
    for name in ("q35", "virt"):
        yield _captured(name, 4 if quick else CAPTURES)
    for by, read, number in _parsers(CHARACTERS.read_bytes()):
        taken = repeat(read, number=number, repeat=2 if quick else ROUNDS)
        yield Row("parsed", by, "", 0, 0, wall_ms=[1e3 * each / number for each in taken])


def _captured(name: str, captures: int) -> Row:
    need = Go("hello", ("hold=1",))
    machine = load_machine(name, ROOT / "machines")
    plan = plan_for(machine, need, root=ROOT)
    times = []
    with tempfile.TemporaryDirectory() as folder, boot(plan, need, Path(folder)) as guest:
        guest.screen.wait_until("hello from Go")
        for _ in range(captures):
            started = time.perf_counter()
            assert "hello" in guest.screen.capture().text
            times.append(time.perf_counter() - started)
    place = (name, machine.memory >> 20, machine.cpus)
    return Row("captured and parsed", "`Screen`, its text", *place, wall_ms=milliseconds(times))


def _parsers(data: bytes) -> Iterator[tuple[str, Callable[[], object], int]]:
    """Each way to parse a screen, and how many calls of it are one sample."""
    struct = display_memory(columns=80, rows=25)
    compiled = struct.compile()
    yield "construct", lambda: struct.parse(data), 1
    yield "construct, compiled", lambda: compiled.parse(data), 3
    yield "`Screen`, its text", lambda: Screen.from_bytes(data).text, 1000
    yield "`Screen`, every cell", lambda: Screen.from_bytes(data).cells, 10
