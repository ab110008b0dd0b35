# SPDX-License-Identifier: MIT
"""The cost of a cell beside QEMU: this bench, and an instrumented test with pexpect."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from bench.cells.running.boot import plan_for
from bench.definitions.loader import load_machine
from bench.definitions.needs.go import Go
from bench.qemu.planning.plan import Plan
from benchmarks.measure.row import Row, milliseconds
from benchmarks.measure.runs.plain import plain_command
from benchmarks.measure.runs.project import avocado_run, make_project, numbered
from benchmarks.measure.runs.rounds import Ran, Rounds, Run, in_rounds
from benchmarks.places import PEERS, ROOT

ROUNDS = 5
FURTHER_CELLS = 20
MACHINES = {"q35": 85, "virt": 0}
"""QEMU's exit status for the kernel's code 42: isa-debug-exit; PSCI, which leaves it alone."""
BENCH, PEER = "bench", "avocado + pexpect"

OURS = """
import bench


class Hello(bench.Test):
    machines = "{machine}"
    guest = bench.Go("hello", arguments=("hold=1",))

    def test(self):
        self.guest.console.expect("hello from Go")
        self.guest.console.send_line("")
        self.assertEqual(self.guest.wait_exit().code, 42)

"""


def rows(quick: bool) -> Iterator[Row]:
    """Two rows a way and machine: a whole run of one cell, and each further cell."""
    rounds, cells = (2, 4) if quick else (ROUNDS, FURTHER_CELLS)
    for machine in MACHINES:
        ways: dict[str, Run] = {
            PEER: partial(_instrumented, machine),
            BENCH: partial(_bench, machine),
        }
        for way, found in in_rounds(ways, dict.fromkeys(ways, cells), rounds).items():
            yield from _rows(way, machine, found)


def _rows(way: str, machine: str, found: Rounds) -> Iterator[Row]:
    place = (machine, 256, 1)
    yield Row(
        "a run of one cell",
        way,
        *place,
        wall_ms=milliseconds([ran.cost.wall for ran in found.few]),
        cpu_ms=milliseconds([ran.cost.cpu for ran in found.few]),
        qemu_cpu_ms=milliseconds([cpu for ran in found.few for cpu in ran.qemu_cpu]),
    )
    yield Row(
        "each further cell",
        way,
        *place,
        wall_ms=milliseconds(found.wall),
        cpu_ms=milliseconds(found.cpu),
        qemu_cpu_ms=milliseconds([cpu for ran in found.many for cpu in ran.qemu_cpu]),
    )


def _bench(machine: str, folder: Path, cells: int) -> Ran:
    make_project(folder, OURS.format(machine=machine), cells)
    cost = avocado_run(folder, "tests/")
    exits = folder.glob("results/job-*/test-results/*/exit.json")
    return Ran(cost, qemu_cpu=[json.loads(file.read_text())["cpu"] for file in exits])


def _instrumented(machine: str, folder: Path, cells: int) -> Ran:
    peer = (PEERS / "instrumented.py").read_text()
    (folder / "hello.py").write_text(numbered(peer, cells))
    cpu = folder / "cpu"
    cost = avocado_run(
        folder,
        "hello.py",
        HOME=str(folder),
        PEER_COMMAND=shlex.join(plain_command(_plan(machine))),
        PEER_CPU=str(cpu),
        PEER_STATUS=str(MACHINES[machine]),
    )
    return Ran(cost, qemu_cpu=[float(line) for line in cpu.read_text().splitlines()])


def _plan(machine: str) -> Plan:
    definition = load_machine(machine, ROOT / "machines")
    return plan_for(definition, Go("hello", ("hold=1",)), root=ROOT)
