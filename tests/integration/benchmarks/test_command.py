# SPDX-License-Identifier: MIT
"""`python -m benchmarks`: what it lists, what it writes, and what it says to a mistake."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from benchmarks.catalogue import MEASUREMENTS
from benchmarks.host import Host, watched
from benchmarks.places import DOCS, ROOT
from benchmarks.publish import publish

SPIN = "import time\nwhile time.process_time() < 1: pass"
SPEED = {"machine": "q35-smp", "cpus": 4, "alone-ns": 4_000_000, "parallel-ns": 1_000_000}


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "benchmarks", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_help_says_which_measurement_makes_which_page() -> None:
    lines = [line.split() for line in run("--help").stdout.splitlines()]
    listed = [(line[0], line[1]) for line in lines if len(line) > 2 and line[3:4] == ["min"]]
    assert listed == [(each.name, f"docs/{each.page}") for each in MEASUREMENTS]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nosuch",), "there is no measurement and no page nosuch; python -m benchmarks --help"),
        (("smp", "--from", "/nowhere"), "no cell below /nowhere left a speed.json"),
    ],
)
def test_a_mistake_is_one_line(arguments: tuple[str, ...], said: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith(said)
    assert done.stderr.count("\n") == 1


def test_a_page_is_written_of_what_a_folder_has(tmp_path: Path) -> None:
    cell = tmp_path / "results/job/test-results/1-cell"
    cell.mkdir(parents=True)
    (cell / "speed.json").write_text(json.dumps(SPEED))
    (cell / "plan.json").write_text(json.dumps({"argv": ["qemu", "-accel", "tcg"]}))
    page = tmp_path / "smp.md"
    shutil.copy(DOCS / "smp.md", page)
    [measurement] = [each for each in MEASUREMENTS if each.name == "smp"]
    publish(measurement, tmp_path / "results", tmp_path)
    before, now = (DOCS / "smp.md").read_text(), page.read_text()
    section = now.partition("<!-- python -m benchmarks smp -->\n")[2].partition("<!-- end")[0]
    assert section.splitlines()[0] == Host.here({}).line
    assert "| q35-smp, TCG | 4 | 4 ms (1) | 1 ms (1) | 4.00 |" in section
    outside = (before.partition("<!-- python")[0], before.partition("<!-- end of smp -->")[2])
    assert (now.partition("<!-- python")[0], now.partition("<!-- end of smp -->")[2]) == outside


def test_a_measurement_says_what_else_the_host_did(tmp_path: Path) -> None:
    cpus = len(os.sched_getaffinity(0))
    before, started = os.times(), time.monotonic()
    with watched(tmp_path, {"peer": "1.0"}):
        spinning = [subprocess.Popen([sys.executable, "-c", SPIN]) for _ in range(cpus)]
        for process in spinning:
            process.wait()
    passed = (time.monotonic() - started) * cpus
    own = (os.times().children_user - before.children_user) / passed
    host = Host.read(tmp_path)
    assert host.others is not None
    assert own > 0
    assert 0 <= host.others <= 1.03 - own  # ticks of a clock are coarse
    assert ", peer 1.0; " in host.line
    assert host.line.endswith(f"Other work took {host.others:.0%} of the CPUs' time meanwhile.")
