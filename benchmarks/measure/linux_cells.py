# SPDX-License-Identifier: MIT
"""A Linux cell, start to verdict: by peers, booted, cloned, from the pool."""

from __future__ import annotations

import json
import os
import shlex
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from xml.etree import ElementTree

import yaml

from bench.cells.running.boot import plan_for
from bench.definitions.loader import load_machine
from bench.definitions.needs.linux import Linux
from bench.qemu.planning.plan import Plan
from benchmarks.measure.project import (
    ROOT,
    Cost,
    Variant,
    avocado_run,
    make_project,
    measured,
    numbered,
    seconds_of_tests,
)
from benchmarks.measure.row import Row

CELLS = 10
POOLED = 30
"""Cells of which as many as the pool can serve, at least a third, find a clone there."""
VARIANTS = [
    Variant(base, memory, cpus)
    for base in ("q35", "virt")
    for memory, cpus in ((128, 1), (2048, 1), (128, 4))
]

OURS = """
import bench


class Hello(bench.Test):
    machines = "{machine}"
    guest = bench.Linux(start="{start}")

    def test(self):
        done = self.guest.run("echo", "hello")
        self.assertEqual((done.code, done.stdout), (0, b"hello\\n"))

"""

Run = Callable[[Path, Variant, int], tuple[Cost, list[float]]]
"""Runs N cells in a folder: the whole cost, and each one's wall seconds."""


def rows() -> Iterator[Row]:
    """A row for each way and machine; CPU is what one more cell costs."""
    ways: dict[str, Run] = {
        "cell: avocado + pexpect": _instrumented,
        "cell: labgrid": _labgrid,
        "cell: bench, cold": _ours("warm", "cold", "--cold"),
        "cell: bench, cloned": _ours("pristine", "clone"),
        "cell: bench, pool": _ours("warm", "pool"),
    }
    for variant in VARIANTS:
        for way, run in ways.items():
            yield _row(way, run, variant, POOLED if way.endswith("pool") else CELLS)


def _row(way: str, run: Run, variant: Variant, cells: int) -> Row:
    with tempfile.TemporaryDirectory() as folder:
        run(Path(folder), variant, 1)  # templates, caches, byte code
    with tempfile.TemporaryDirectory() as folder:
        few, _ = run(Path(folder), variant, 1)
    with tempfile.TemporaryDirectory() as folder:
        many, walls = run(Path(folder), variant, cells + 1)
        phases = _phases(Path(folder))
    cpu = (many.cpu - few.cpu) / cells * 1e3
    wall = median(walls) * 1e3
    place = (variant.base, variant.memory_mb, variant.cpus)
    return Row(way, *place, len(walls), wall, cpu, phases=phases)


def _ours(start: str, way: str, *options: str) -> Run:
    def run(folder: Path, variant: Variant, number: int) -> tuple[Cost, list[float]]:
        source = OURS.format(machine=variant.name, start=start)
        make_project(folder, source, number, variant)
        return avocado_run(folder, *options, "tests/"), seconds_of_tests(folder, way)

    return run


def _phases(folder: Path) -> dict[str, float] | None:
    """The medians of what the cells of this bench say of themselves."""
    files = folder.glob("results/latest/test-results/*/start.json")
    all_of_them = [json.loads(file.read_text()) for file in files]
    # A pool that cannot make clones as fast as cells come has some of them make their own.
    pooled = [each for each in all_of_them if each["way"] == "pool"]
    found = [each["phases"] for each in pooled or all_of_them]
    names = found[-1] if found else {}
    return {name: median(each.get(name, 0.0) for each in found) for name in names} or None


def instrumented(
    folder: Path, variant: Variant, number: int, workers: int = 1
) -> tuple[Cost, list[float]]:
    """Cells as plain avocado instrumented tests with pexpect."""
    peer = (ROOT / "benchmarks/peers/linux_instrumented.py").read_text()
    (folder / "linux.py").write_text(numbered(peer, number))
    (folder / "avocado.cfg").write_text("")
    command = shlex.join([*_plain_command(variant), "-serial", "stdio"])
    cost = avocado_run(
        folder,
        "--job-results-dir",
        str(folder / "results"),
        "linux.py",
        workers=workers,
        HOME=str(folder),
        PEER_COMMAND=command,
    )
    return cost, seconds_of_tests(folder)


_instrumented: Run = instrumented


def _labgrid(folder: Path, variant: Variant, number: int) -> tuple[Cost, list[float]]:
    source = (ROOT / "benchmarks/peers/labgrid_cell.py").read_text()
    head, test = source.split("def test(")
    (folder / "test_linux.py").write_text(
        head + "\n\n".join(f"def test_{n:03}({test}" for n in range(number))
    )
    plan = _plan(variant)
    board = _options(plan)
    driver = {
        "qemu_bin": "qemu",
        "machine": board["-machine"],
        "cpu": board["-cpu"],
        "memory": f"{variant.memory_mb}M",
        "kernel": "kernel",
        "boot_args": _append(plan),
        "extra_args": f"-nodefaults -no-reboot -accel tcg -smp {variant.cpus}"
        f" -initrd {plan.boot.initrd}",
    }
    content = {
        "targets": {"main": {"drivers": {"QEMUDriver": driver}}},
        "tools": {"qemu": f"/usr/bin/{plan.argv[0]}"},
        "images": {"kernel": str(plan.boot.kernel)},
    }
    (folder / "environment.yaml").write_text(yaml.dump(content))
    python = str(ROOT / ".venv-benchmark/bin/python")
    command = [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--junitxml=times.xml"]
    command += ["--lg-env", "environment.yaml", "test_linux.py"]
    cost = measured(command, folder, {"PYTHONPATH": ""})
    times = ElementTree.parse(folder / "times.xml").iter("testcase")
    return cost, [float(case.attrib["time"]) for case in times]


def _plan(variant: Variant) -> Plan:
    machine = load_machine(variant.base, ROOT / "machines")
    changed = {"memory": variant.memory_mb << 20, "cpus": variant.cpus}
    return plan_for(machine.model_copy(update=changed), Linux(), root=ROOT)


def _options(plan: Plan) -> dict[str, str]:
    return dict(zip(plan.argv, plan.argv[1:], strict=False))


def _append(plan: Plan) -> str:
    """The kernel's words, without those that are for this bench's agent."""
    words = _options(plan)["-append"].split()
    return " ".join(word for word in words if not word.startswith(("bench.", "mem=")))


def _plain_command(variant: Variant) -> list[str]:
    """The same machine, kernel and initramfs as anybody would start them."""
    plan = _plan(variant)
    options = _options(plan)
    command = [plan.argv[0], "-nodefaults", "-display", "none", "-no-reboot"]
    for option in ("-accel", "-machine", "-cpu", "-smp", "-kernel", "-initrd"):
        command += [option, options[option]]
    return [*command, "-m", f"{variant.memory_mb}M", "-append", _append(plan)]


if os.environ.get("BENCHMARK_QUICK"):  # to see that it runs, not for figures
    CELLS = POOLED = 4
    VARIANTS = [VARIANTS[0], VARIANTS[3]]
