# SPDX-License-Identifier: MIT
"""Whole runs of avocado, with tests that boot nothing."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from .conftest import EXECUTE, MACHINES, PATIENCE, Hanging, gone

ROOT = MACHINES.parent
AVOCADO = Path(sys.executable).with_name("avocado")

CELLS = """\
import bench
class A(bench.Test):
    machines = "q35"
    guest = bench.Go("none")
"""


class Project:
    """A project of the bench in a folder of its own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.temporary = root / "temporary"
        for folder in ("tests", "python", "temporary", "home"):
            (root / folder).mkdir()
        (root / "python/sitecustomize.py").write_text(EXECUTE)
        shutil.copy(ROOT / "avocado.cfg", root)
        shutil.copytree(MACHINES, root / "machines")
        self.hanging = Hanging(root).processes

    def write(self, *methods: str, name: str = "a") -> None:
        tests = "".join(f"    def {method}(self): ...\n" for method in methods)
        (self.root / f"tests/{name}.py").write_text(CELLS + tests)

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        changed = {"PYTHONPATH": "python", "TMPDIR": "temporary", "HOME": "home"}
        environment = {
            **{key: value for key, value in os.environ.items() if key != "VIRTUAL_ENV"},
            **{key: str(self.root / folder) for key, folder in changed.items()},
        }
        return subprocess.Popen(
            [str(AVOCADO), *arguments],
            cwd=self.root,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def run(self, *arguments: str) -> tuple[int, str]:
        process = self.start(*arguments)
        output, _ = process.communicate(timeout=PATIENCE)
        return process.returncode, output

    def results(self) -> dict[str, Any]:
        found = json.loads((self.root / "results/latest/results.json").read_text())
        return {test["name"]: test for test in found["tests"]}

    def strays(self) -> list[str]:
        """Whatever lies about outside the results."""
        folders = ("temporary/*", "home/*", "results/*/avocado_job_*")
        return [str(path) for folder in folders for path in self.root.glob(folder)]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start(project: Project) -> Iterator[Start]:
    started = []

    def job(*arguments: str) -> subprocess.Popen[str]:
        started.append(project.start(*arguments))
        return started[-1]

    yield job
    for process in started:
        process.kill()
        process.wait()


def test_a_run_shows_its_matrix_and_leaves_evidence(project: Project) -> None:
    project.write("test_green", "test_red")
    code, output = project.run("run", "tests/")
    assert code == 1
    assert "  A.test_green  ✓\n  A.test_red    ✗\n\n✓ 1 pass   ✗ 1 fail\n" in output
    assert "✗ tests/a.py:A.test_red[q35]\n  reason    41, not 42\n  fault     payload" in output
    red = project.results()["tests/a.py:A.test_red[q35]"]
    assert (red["status"], red["fail_reason"]) == ("FAIL", "41, not 42 (fault: payload)")
    assert Path(red["logdir"]).is_relative_to(project.root / "results")
    assert "A.test_red" in (project.root / "results/latest/matrix.html").read_text()
    assert project.strays() == []


def test_a_green_run_succeeds(project: Project) -> None:
    project.write("test_green")
    code, output = project.run("run", "tests/")
    assert (code, "✓ 1 pass" in output) == (0, True)


def test_only_the_project_decides_who_lists_its_tests(project: Project) -> None:
    project.write("test_green")
    unit = project.root / "tests/unit/test_x.py"
    unit.parent.mkdir()
    unit.write_text("import unittest\nclass X(unittest.TestCase):\n def test_x(self): ...\n")
    code, output = project.run("list", "tests/")
    assert (code, output) == (0, "bench-cell tests/a.py:A.test_green[q35]\n")


def test_no_selection_hides_a_mistake(project: Project) -> None:
    project.write("test_green")
    (project.root / "tests/b.py").write_text("import bench\nclass B(\n")
    code, output = project.run("run", "-t", "machine:q35", "tests/")
    assert code == 1
    assert "! tests/b.py\n  reason    tests/b.py:2: '(' was never closed\n" in output
    assert "Traceback" not in output


def test_results_written_to_standard_output_stay_alone_there(project: Project) -> None:
    project.write("test_green")
    _, output = project.run("run", "--json", "-", "tests/")
    assert json.loads(output)["pass"] == 1


def test_a_killed_avocado_leaves_nothing(project: Project, start: Start) -> None:
    project.write("test_hang")
    job = start("run", "tests/")
    processes = project.hanging()
    job.kill()
    assert all(gone(process) for process in processes)
    assert project.strays() == []


def test_two_runs_do_not_disturb_each_other(project: Project, start: Start) -> None:
    project.write("test_hang")
    project.write("test_green", name="b")
    job = start("run", "tests/a.py")
    processes = project.hanging()
    assert project.run("run", "tests/b.py")[0] == 0
    os.kill(processes[1], signal.SIGKILL)
    output, _ = job.communicate(timeout=PATIENCE)
    assert "the test process was killed by SIGKILL" in output


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV])
def test_a_runner_that_is_killed_is_spoken_for(
    project: Project, start: Start, number: signal.Signals
) -> None:
    project.write("test_hang")
    job = start("run", "tests/")
    supervisor, test = project.hanging()
    os.kill(supervisor, number)
    output, _ = job.communicate(timeout=PATIENCE)
    assert f"the runner ended with {-number} before the test did" in output
    assert job.returncode == 1
    assert gone(test)


def test_the_process_that_forks_runners_is_replaced_when_it_is_killed(
    project: Project, start: Start
) -> None:
    project.write("test_hang", name="a")
    project.write("test_hang", "test_green", name="b")
    job = start("run", "--max-parallel-tasks", "1", "tests/")
    nurseries = []
    for _ in range(2):
        supervisor, _ = project.hanging()
        nurseries.append(int(Path(f"/proc/{supervisor}/stat").read_text().split()[3]))
        assert b"bench.avocado.nursery" in Path(f"/proc/{nurseries[-1]}/cmdline").read_bytes()
        os.kill(nurseries[-1], signal.SIGKILL)
    output, _ = job.communicate(timeout=PATIENCE)
    assert len(set(nurseries)) == 2
    assert "tests/b.py      │\n  A.test_hang   !\n  A.test_green  ✓\n" in output


def test_control_c_ends_a_run(project: Project, start: Start) -> None:
    project.write("test_hang", "test_green")
    job = start("run", "--max-parallel-tasks", "1", "tests/")
    processes = project.hanging()
    os.killpg(job.pid, signal.SIGINT)
    output, _ = job.communicate(timeout=PATIENCE)
    assert "? 2 not run" in output
    assert job.returncode & 8
    assert all(gone(process) for process in processes)
    assert project.strays() == []
