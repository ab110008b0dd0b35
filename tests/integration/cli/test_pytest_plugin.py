# SPDX-License-Identifier: MIT
"""The fixtures `bench_boot` and `bench_run`, in a pytest of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.integration.cli.processes import emulators
from tests.integration.machine_code import EXIT_42, SPIN, assemble, say

TESTS = """\
import bench


class Kernel(bench.Test):
    guest = bench.Boot(kernel="kernel.elf")

    def test_it(self):
        print("it runs")

    def test_hang(self):
        while True:
            pass
"""


def run_pytest(project: Path, source: str, *options: str) -> subprocess.CompletedProcess[str]:
    (project / "test_mine.py").write_text(source)
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-p",
            "no:cacheprovider",
            "--basetemp=temporary",
            *options,
        ],
        cwd=project,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def prepared(project: Path) -> Path:
    """A project whose tests all boot one kernel."""
    (project / "tests/first.py").write_text(TESTS)
    return project


BOOT = """\
import bench

def test_two(bench_boot):
    guest = bench_boot("microvm", bench.Boot(kernel="kernel.elf"))
    guest.console.expect("hello")
    assert guest.exit is None
    bench_boot("microvm", bench.Boot(kernel="kernel.elf")).console.expect("hello")
    assert {wanted}
"""


@pytest.mark.parametrize(("wanted", "status"), [("True", 0), ("False", 1)])
def test_guests_are_reaped_and_leave_evidence(prepared: Path, wanted: str, status: int) -> None:
    assemble(say(b"hello") + SPIN, prepared)
    result = run_pytest(prepared, BOOT.format(wanted=wanted))
    assert result.returncode == status, result.stdout
    assert emulators(prepared / "kernel.elf") == []
    for folder in ("microvm-1", "microvm-2"):
        evidence = prepared / "temporary/test_two0" / folder
        assert (evidence / "serial0.log").read_text() == "hello"
        assert '"killed"' in (evidence / "exit.json").read_text()
        assert "EIP=" in (evidence / "registers.txt").read_text()
        assert (evidence / "plan.json").exists()


RUN = """\
import bench, pytest

def test_cell(bench_run, tmp_path, capsys):
    verdict = bench_run("tests/first.py:Kernel.test_it[microvm]")
    assert (verdict.outcome, verdict.reason) == ("pass", "")
    assert (tmp_path / "tests-first.py:Kernel.test_it[microvm]" / "verdict.json").exists()
    assert capsys.readouterr().out == "it runs\\n"

def test_many(bench_run):
    with pytest.raises(bench.BenchError, match="names 6 cells; choose tests/first.py:Kernel"):
        bench_run("tests/first.py:Kernel")
"""


def test_a_cell_gives_its_verdict(prepared: Path) -> None:
    assemble(EXIT_42, prepared)
    result = run_pytest(prepared, RUN)
    assert result.returncode == 0, result.stdout


HANG = """\
def test_cell(bench_run):
    verdict = bench_run("tests/first.py:Kernel.test_hang[microvm]")
    assert verdict.reason == "the test process ran past its ceiling of 3 s"
"""


def test_a_hung_cell_hangs_no_test(prepared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kernel = assemble(SPIN, prepared)
    tests = (prepared / "tests/first.py").read_text()
    budget = "    budget = bench.Budget(cpu=0.05, idle=0.05)\n\n    def test_it"
    (prepared / "tests/first.py").write_text(tests.replace("    def test_it", budget))
    (prepared / "sitecustomize.py").write_text(
        "import bench.cells.running.execute as e\ne.CEILING_MARGIN = 1.0\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(prepared))
    result = run_pytest(prepared, HANG)
    assert result.returncode == 0, result.stdout
    assert emulators(kernel) == []


def test_who_does_not_ask_pays_nothing(project: Path) -> None:
    source = (
        "import sys\n"
        "def test_it():\n"
        "    assert 'bench.pytest_plugin' in sys.modules\n"
        "    assert {'bench.errors', 'pydantic', 'typer'}.isdisjoint(sys.modules)\n"
    )
    result = run_pytest(project, source)
    assert result.returncode == 0, result.stdout


def test_the_fixtures_say_what_they_are_for(project: Path) -> None:
    said = run_pytest(project, "", "--fixtures").stdout
    assert 'Boots machines: `bench_boot("q35", bench.Go("hello"))`' in said
    assert 'Runs cells: `bench_run("tests/a.py:A.test_it[q35]")`' in said


def test_outside_of_a_project_a_test_says_what_to_do(tmp_path: Path) -> None:
    source = "def test_it(bench_boot): ...\ndef test_cell(bench_run): ...\n"
    said = run_pytest(tmp_path, source, "-rN").stdout
    assert said.count("is in no project of the bench; go to a folder that has avocado.cfg, or") == 4
    assert "project.py" not in said
