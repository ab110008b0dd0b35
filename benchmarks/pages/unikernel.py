# SPDX-License-Identifier: MIT
"""A program with nothing beneath, of what the cells of tests/kernels/measured/unikernel.py left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.evidence import Left, Record, left
from benchmarks.figures import Samples, median
from benchmarks.markdown import table

BASE = "bare metal"
WAYS = (BASE, "Linux", "Linux, unprotected")


class Measured(Record):
    """The measurements of one cell: one way on one machine."""

    way: str
    machine: str
    architecture: str


class Round(Record):
    """A stream of requests: seconds on the wall, and of QEMU's CPU time."""

    wall_s: float
    cpu_s: float


class Server(Measured):
    """The server, from QEMU's start on."""

    first_answer_s: float
    first_answer_cpu_s: float
    touched_bytes: int
    touched_later_bytes: int
    loaded_bytes: int
    requests: int
    rounds: list[Round]


class Loop(Record):
    """A loop of so many turns: QEMU's CPU seconds, run by run."""

    turns: int
    cpu_s: list[float]


class Loops(Measured):
    """Every loop, by its name; the one named `nothing` has no turns."""

    loops: dict[str, Loop]


@dataclass(frozen=True)
class Row:
    """One line of a table: its title, how its figure is shown, and of which sample it is."""

    title: str
    show: Callable[[float], str]
    of: Callable[[Samples], float] = median
    inverse: bool = False


def seconds(value: float) -> str:
    """A time."""
    return f"{value:.2f} s"


def mebibytes(value: float) -> str:
    """A size."""
    return f"{value / 2**20:.0f} MiB"


def nanoseconds(value: float) -> str:
    """A short time."""
    return f"{value:,.0f} ns" if value >= 10 else f"{value:.1f} ns"


ROWS = (
    Row("first answer", seconds, of=min),
    Row("… CPU time", seconds),
    Row("requests a second", lambda took: f"{1 / took:,.0f}", of=min, inverse=True),
    Row("… CPU time each", lambda value: f"{value * 1e6:,.0f} µs"),
    Row("memory at the first answer", mebibytes),
    Row("… after all requests", mebibytes),
    Row("files that are loaded", mebibytes),
    Row("loop: arithmetic", nanoseconds),
    Row("loop: memory", nanoseconds),
    Row("loop: system-call", nanoseconds),
    Row("loop: goroutines", nanoseconds),
)

OfWay = dict[str, list[float]]
"""The measurements of one way, by the titles of rows."""


def lines(folder: Path) -> list[str]:
    """A table a machine."""
    machines = _gather(folder)
    made = []
    for head in sorted(machines, key=lambda head: "aarch64" in head):
        ways = machines[head]
        rows = [[row.title, *(_cell(row, way, ways) for way in WAYS)] for row in ROWS]
        made += [f"## {head}", "", *table(["", *WAYS], rows), ""]
    boots = min(len(ways[way]["first answer"]) for ways in machines.values() for way in WAYS)
    return [*made, f"Each way was booted {boots} times or more on each machine."]


def _gather(folder: Path) -> dict[str, dict[str, OfWay]]:
    machines: dict[str, dict[str, OfWay]] = {}
    found: list[Left[Server] | Left[Loops]] = [*left(folder, "server.json", Server)]
    found += left(folder, "loops.json", Loops)
    for each in found:
        of = each.record
        head = f"{of.machine} ({of.architecture}), {each.accelerator}"
        way = machines.setdefault(head, {}).setdefault(of.way, defaultdict(list))
        for title, values in _of_server(of) if isinstance(of, Server) else _of_loops(of):
            way[title] += values
    return machines


def _of_server(found: Server) -> Iterator[tuple[str, list[float]]]:
    yield "first answer", [found.first_answer_s]
    yield "… CPU time", [found.first_answer_cpu_s]
    yield "requests a second", [each.wall_s / found.requests for each in found.rounds]
    yield "… CPU time each", [each.cpu_s / found.requests for each in found.rounds]
    yield "memory at the first answer", [found.touched_bytes]
    yield "… after all requests", [found.touched_later_bytes]
    yield "files that are loaded", [found.loaded_bytes]


def _of_loops(found: Loops) -> Iterator[tuple[str, list[float]]]:
    """Nanoseconds for each turn; in its first run QEMU translates the program."""
    idle = median(found.loops["nothing"].cpu_s[1:])
    for name, loop in found.loops.items():
        if name != "nothing":
            yield f"loop: {name}", [1e9 * (cpu - idle) / loop.turns for cpu in loop.cpu_s[1:]]


def _cell(row: Row, way: str, ways: dict[str, OfWay]) -> str:
    """The result of one way, and beside bare metal."""
    value, base = (row.of(ways[name][row.title]) for name in (way, BASE))
    if way == BASE:
        return row.show(value)
    return f"{row.show(value)} ({base / value if row.inverse else value / base:.2g})"
