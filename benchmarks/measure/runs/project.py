# SPDX-License-Identifier: MIT
"""A scratch project of N tests that are alike, for avocado to run."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure.runs.cost import Cost, measured


@dataclass(frozen=True)
class Variant:
    """A machine of the project with other RAM and CPUs."""

    base: str
    memory_mb: int
    cpus: int

    @property
    def name(self) -> str:
        """Of its definition."""
        return f"{self.base}-{self.memory_mb}m-{self.cpus}"

    @property
    def yaml(self) -> str:
        """Its definition."""
        return (
            f"summary: {self.base} for the benchmark\nextends: {self.base}\n"
            f"memory: {self.memory_mb}M\ncpus: {self.cpus}\n"
            "screen:\n"  # which lies beyond the smallest RAM
        )


def numbered(source: str, number: int) -> str:
    """A source with its last method, `test`, copied as `test_00`, `test_01` and so on."""
    head, _, body = source.partition("    def test(self)")
    return head + "\n".join(f"    def test_{n:02}(self){body}" for n in range(number))


def make_project(folder: Path, source: str, number: int, machine: Variant | None = None) -> None:
    """A project of the bench with `number` copies of a test, perhaps with a machine of its own."""
    (folder / "avocado.cfg").write_text("[bench]\n")
    if machine:
        (folder / "machines").mkdir()
        (folder / "machines" / f"{machine.name}.yaml").write_text(machine.yaml)
    (folder / "tests").mkdir()
    (folder / "tests" / "hello.py").write_text(numbered(source, number))


def avocado_run(folder: Path, *what: str, workers: int = 1, **environment: str) -> Cost:
    """Run `avocado run`, as its user would.

    Raises:
        BenchError: a test was not green.
    """
    command = ["avocado", "run", "--max-parallel-tasks", str(workers), *what]
    return measured(command, folder, environment)


def seconds_of_tests(folder: Path) -> dict[Path, float]:
    """The time of each test of avocado's last run, start to verdict, by its evidence."""
    results = json.loads((folder / "results/latest/results.json").read_text())
    return {
        Path(test["logdir"]): test["actual_time_end"] - test["actual_time_start"]
        for test in results["tests"]
    }
