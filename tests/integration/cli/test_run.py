# SPDX-License-Identifier: MIT
"""bench run, with a guest of a few instructions in place of each kernel."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bench.definitions.boot import Boot
from tests.integration.cli.processes import all_gone, emulators
from tests.integration.machine_code import EXIT_42, SPIN, assemble, say
from tests.unit.cli.conftest import Bench

TESTS = """\
import bench


class Kernel(bench.Test):
    guest = bench.Go("hello")
    machines = "microvm"

    def test_right(self):
        self.guest.console.expect("hello")
        self.assertEqual(self.guest.wait_exit().code, 42)

    def test_wrong(self):
        self.assertEqual(self.guest.wait_exit().code, 43)

    def test_left_out(self):
        self.skipTest("not today")
"""

WRONG = "tests/first.py:Kernel.test_wrong[microvm]"


@pytest.fixture
def kernel(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What every need comes to: a kernel that greets and exits."""
    (project / "tests/first.py").write_text(TESTS)
    built = assemble(say(b"hello\n") + EXIT_42, project)
    for room in ("bench.cells.running.planner", "bench.cli.running"):
        monkeypatch.setattr(f"{room}.prepare", lambda *_, **__: Boot(built))
    return built


def only(folder: Path) -> Path:
    (found,) = folder.iterdir()
    return found


def test_green_cells_are_a_line_each(bench: Bench, project: Path, kernel: Path) -> None:
    result = bench("run", "tests/first.py:Kernel.test_right")
    line, *matrix = result.output.splitlines()
    assert re.fullmatch(r"✓ tests/first.py:Kernel.test_right\[microvm\]  \d+\.\d s", line)
    assert matrix[3:] == ["  Kernel.test_right  ✓", "", "✓ 1 pass"]
    assert result.exit_code == 0


def test_a_red_cell_comes_with_all_that_helps(bench: Bench, project: Path, kernel: Path) -> None:
    result = bench("run")
    assert result.exit_code == 1
    marks = [line.split()[0] for line in result.output.splitlines()[:3]]
    assert marks == ["✓", "✗", "-"]
    evidence = only(project / "results") / WRONG.replace("/", "-")
    assert result.output.endswith(
        "\n✓ 1 pass   ✗ 1 fail   - 1 skip\n"
        f"\n✗ {WRONG}\n"
        "  reason    42 != 43\n"
        "  where     tests/first.py:13\n"
        "  fault     payload\n"
        f"  evidence  {evidence.relative_to(project)}\n"
        f"  reproduce bench boot '{WRONG}'\n"
    )


def test_every_cell_leaves_its_evidence(bench: Bench, project: Path, kernel: Path) -> None:
    bench("run")
    folders = sorted(only(project / "results").iterdir())
    assert [json.loads((f / "verdict.json").read_text())["outcome"] for f in folders] == [
        "skip",
        "pass",
        "fail",
    ]
    assert (folders[1] / "serial0.log").read_text() == "hello\n"


def test_two_runs_in_a_second_keep_apart(bench: Bench, project: Path, kernel: Path) -> None:
    for _ in range(2):
        bench("run", "tests/first.py:Kernel.test_left_out")
    assert len(list((project / "results").iterdir())) == 2


@pytest.mark.usefixtures("kernel")
def test_nothing_to_run_is_a_mistake(bench: Bench, project: Path) -> None:
    result = bench("run", "tests/first.py:Kernel.test_write")
    assert result.exit_code == 2
    assert "did you mean tests/first.py:Kernel.test_right" in result.stderr
    assert not (project / "results").exists()


def test_what_does_not_build_turns_its_cell_red(
    bench: Bench, kernel: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    monkeypatch.chdir(kernel.parent)
    result = bench("run", "tests/first.py:Kernel.test_right")
    assert result.exit_code == 1
    assert "  fault     payload\n" in result.output


SCRIPT = """\
import os, signal, sys
from pathlib import Path
import bench.cells.running.planner, bench.cli.running
from bench.definitions.boot import Boot
from bench.cli.main import main
from bench.qemu.process import Process

for room in (bench.cells.running.planner, bench.cli.running):
    room.prepare = lambda *_, **__: Boot(Path("kernel.elf").resolve())

attach, moment = Process._attach, sys.argv.pop()

async def attach_watched(self, *arguments):
    if moment == "starting":
        os.kill(self.pid, signal.SIGSTOP)  # its monitor never answers
        Path("starting").touch()
    await attach(self, *arguments)
    Path("running").touch()

Process._attach = attach_watched
main()
"""


@pytest.mark.parametrize("moment", ["starting", "running"])
def test_ctrl_c_ends_the_run_in_a_line_and_the_guest(
    project: Path, kernel: Path, moment: str
) -> None:
    assemble(SPIN, project)
    with subprocess.Popen(
        [sys.executable, "-c", SCRIPT, "run", WRONG, moment],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as child:
        while not Path(moment).exists() and child.poll() is None:
            time.sleep(0.01)
        assert len(emulators(kernel)) == 1
        child.send_signal(signal.SIGINT)
        out, err = child.communicate()
    assert (child.returncode, out, err) == (130, "", "interrupted\n")
    # Before the guest is anybody's to close, it ends with its parent.
    assert all_gone(kernel)
