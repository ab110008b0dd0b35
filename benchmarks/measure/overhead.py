# SPDX-License-Identifier: MIT
"""What a cell costs beside QEMU: this bench, and an instrumented test with pexpect."""

from __future__ import annotations

import json
import shlex
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from bench.cells.running.boot import plan_for
from bench.definitions.loader import load_machine
from bench.definitions.needs.go import Go
from bench.qemu.planning.plan import Plan
from benchmarks.measure.project import ROOT, Cost, avocado_run, make_project, numbered
from benchmarks.measure.row import Row

CELLS = 10
MACHINES = {"q35": 85, "virt": 0}
"""QEMU's exit status for the kernel's code 42: isa-debug-exit; PSCI, which leaves it alone."""

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

Run = Callable[[Path, str, int], tuple[Cost, list[float]]]
"""Runs N cells of a machine in a folder: the whole cost, and QEMU's CPU of each."""


def rows() -> Iterator[Row]:
    """One row a way and machine; the marginal cost of a cell, avocado's start-up apart."""
    for machine in MACHINES:
        _plan(machine)  # builds the kernel, which is no run's start-up
        for way, run in (("bench", _bench), ("instrumented", _instrumented)):
            few, many = _measure(run, machine, CELLS), _measure(run, machine, 2 * CELLS)
            qemu = [*few[1], *many[1]]
            wall = (many[0].wall - few[0].wall) / CELLS
            cpu = (many[0].cpu - few[0].cpu) / CELLS
            yield Row(f"Go cell: {way}", machine, 256, 1, CELLS, wall * 1e3, cpu * 1e3, _ms(qemu))
            start = few[0].cpu - cpu * CELLS
            yield Row(f"start-up: {way}", machine, 256, 1, 1, None, start * 1e3, None)


def _measure(run: Run, machine: str, number: int) -> tuple[Cost, list[float]]:
    with tempfile.TemporaryDirectory() as folder:
        return run(Path(folder), machine, number)


def _bench(folder: Path, machine: str, number: int) -> tuple[Cost, list[float]]:
    make_project(folder, OURS.format(machine=machine), number)
    cost = avocado_run(folder, "tests/")
    exits = folder.glob("results/job-*/test-results/*/exit.json")
    return cost, [json.loads(file.read_text())["cpu"] for file in exits]


def _instrumented(folder: Path, machine: str, number: int) -> tuple[Cost, list[float]]:
    peer = (ROOT / "benchmarks/peers/instrumented.py").read_text()
    (folder / "hello.py").write_text(numbered(peer, number))
    cpu = folder / "cpu"
    cost = avocado_run(
        folder,
        "hello.py",
        HOME=str(folder),
        PEER_COMMAND=shlex.join(_plain_command(_plan(machine))),
        PEER_CPU=str(cpu),
        PEER_STATUS=str(MACHINES[machine]),
    )
    return cost, [float(line) for line in cpu.read_text().splitlines()]


def _plan(machine: str) -> Plan:
    definition = load_machine(machine, ROOT / "machines")
    return plan_for(definition, Go("hello", ("hold=1",)), root=ROOT)


def _plain_command(plan: Plan) -> list[str]:
    """The same machine and kernel as anybody would start them, with serial on the terminal."""
    pairs = dict(zip(plan.argv, plan.argv[1:], strict=False))
    board = pairs["-machine"].replace(",memory-backend=ram", "")
    command = [plan.argv[0], "-nodefaults", "-display", "none", "-no-reboot", "-serial", "stdio"]
    for option in ("-accel", "-cpu", "-smp", "-m", "-kernel", "-append"):
        command += [option, pairs[option]]
    if "debug-exit" in plan.exits:
        command += ["-vga", "std", "-device", "isa-debug-exit,iobase=0xf4,iosize=4"]
    return [*command, "-machine", board]


def _ms(seconds: list[float]) -> float:
    return median(seconds) * 1e3
