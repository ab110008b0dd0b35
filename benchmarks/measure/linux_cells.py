# SPDX-License-Identifier: MIT
"""A Linux cell, start to verdict: by peers, booted, cloned, from the pool."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from xml.etree import ElementTree

import yaml

from bench.cells.running.boot import plan_for
from bench.definitions.loader import load_machine
from bench.definitions.needs.linux import Linux
from bench.qemu.planning.plan import Plan
from benchmarks.measure.row import Row, milliseconds
from benchmarks.measure.runs.cost import measured
from benchmarks.measure.runs.plain import kernel_arguments, options, plain_command
from benchmarks.measure.runs.project import (
    Variant,
    avocado_run,
    make_project,
    numbered,
    seconds_of_tests,
)
from benchmarks.measure.runs.rounds import Ran, Run, in_rounds
from benchmarks.places import PEERS, PEERS_ENVIRONMENT, ROOT

ROUNDS = 3
FURTHER_CELLS = 4
POOLED_FURTHER_CELLS = 10
"""Of as many cells as the pool can serve, at least a third find a clone there."""
VARIANTS = [
    Variant(base, memory, cpus)
    for base in ("q35", "virt")
    for memory, cpus in ((128, 1), (2048, 1), (128, 4))
]
PEER, COLD, CLONED, POOL = "avocado + pexpect", "bench, cold", "bench, cloned", "bench, pool"


@dataclass(frozen=True)
class Start:
    """A way in which a cell of the bench starts.

    Attributes:
        asked: what its test asks for.
        found: what its evidence says then; a cell that found no clone waiting is not counted.
        options: of `avocado run`.
    """

    asked: str
    found: str
    options: tuple[str, ...] = ()


STARTS = {
    COLD: Start("warm", "cold", ("--cold",)),
    CLONED: Start("pristine", "clone"),
    POOL: Start("warm", "pool"),
}

OURS = """
import bench


class Hello(bench.Test):
    machines = "{machine}"
    guest = bench.Linux(start="{start}")

    def test(self):
        done = self.guest.run("echo", "hello")
        self.assertEqual((done.code, done.stdout), (0, b"hello\\n"))

"""


def rows(quick: bool) -> Iterator[Row]:
    """A row for each way and guest; CPU is what one more cell costs."""
    for variant in VARIANTS[::3] if quick else VARIANTS:
        ways: dict[str, Run] = {
            PEER: partial(instrumented, variant, 1),
            "labgrid": partial(_labgrid, variant),
            **{way: partial(_ours, variant, start) for way, start in STARTS.items()},
        }
        further = {**dict.fromkeys(ways, FURTHER_CELLS), POOL: POOLED_FURTHER_CELLS}
        place = (variant.base, variant.memory_mb, variant.cpus)
        for way, found in in_rounds(ways, further, 1 if quick else ROUNDS).items():
            yield Row(
                "cell",
                way,
                *place,
                wall_ms=milliseconds([wall for ran in found.many for wall in ran.walls]),
                cpu_ms=milliseconds(found.cpu),
                phases_ms=[phases for ran in found.many for phases in ran.phases_ms],
            )


def _ours(variant: Variant, start: Start, folder: Path, cells: int) -> Ran:
    make_project(folder, OURS.format(machine=variant.name, start=start.asked), cells, variant)
    cost = avocado_run(folder, *start.options, "tests/")
    walls = seconds_of_tests(folder)
    said = {evidence: json.loads((evidence / "start.json").read_text()) for evidence in walls}
    kept = [evidence for evidence in walls if said[evidence]["way"] == start.found]
    phases = [said[evidence]["phases"] for evidence in kept]
    return Ran(cost, [walls[evidence] for evidence in kept], phases_ms=phases)


def instrumented(variant: Variant, workers: int, folder: Path, cells: int) -> Ran:
    """Cells as plain avocado instrumented tests with pexpect."""
    peer = (PEERS / "linux_instrumented.py").read_text()
    (folder / "linux.py").write_text(numbered(peer, cells))
    (folder / "avocado.cfg").write_text("")
    cost = avocado_run(
        folder,
        "--job-results-dir",
        str(folder / "results"),
        "linux.py",
        workers=workers,
        HOME=str(folder),
        PEER_COMMAND=shlex.join(plain_command(_plan(variant))),
    )
    return Ran(cost, list(seconds_of_tests(folder).values()))


def _labgrid(variant: Variant, folder: Path, cells: int) -> Ran:
    head, test = (PEERS / "labgrid_cell.py").read_text().split("def test(")
    tests = "\n\n".join(f"def test_{n:03}({test}" for n in range(cells))
    (folder / "test_linux.py").write_text(head + tests)
    (folder / "environment.yaml").write_text(yaml.dump(_labgrid_environment(variant)))
    command = [str(PEERS_ENVIRONMENT / "bin/python"), "-m", "pytest", "-q"]
    command += ["-p", "no:cacheprovider", "--junitxml=times.xml"]
    command += ["--lg-env", "environment.yaml", "test_linux.py"]
    cost = measured(command, folder, {"PYTHONPATH": ""})
    times = ElementTree.parse(folder / "times.xml").iter("testcase")
    return Ran(cost, [float(case.attrib["time"]) for case in times])


def _labgrid_environment(variant: Variant) -> Mapping[str, object]:
    plan = _plan(variant)
    board = options(plan)
    driver = {
        "qemu_bin": "qemu",
        "machine": board["-machine"],
        "cpu": board["-cpu"],
        "memory": f"{variant.memory_mb}M",
        "kernel": "kernel",
        "boot_args": kernel_arguments(plan),
        "extra_args": f"-nodefaults -no-reboot -accel tcg -smp {variant.cpus}"
        f" -initrd {plan.files[plan.descriptors.initrd]}",
    }
    return {
        "targets": {"main": {"drivers": {"QEMUDriver": driver}}},
        "tools": {"qemu": f"/usr/bin/{plan.argv[0]}"},
        "images": {"kernel": str(plan.files[plan.descriptors.kernel])},
    }


def _plan(variant: Variant) -> Plan:
    machine = load_machine(variant.base, ROOT / "machines")
    changed = {"memory": variant.memory_mb << 20, "cpus": variant.cpus, "screen": None}
    return plan_for(machine.model_copy(update=changed), Linux(), root=ROOT)
