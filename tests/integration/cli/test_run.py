# SPDX-License-Identifier: MIT
"""bench run, with a guest of a few instructions in place of each kernel."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.integration.cli.processes import all_gone, command, emulators
from tests.integration.machine_code import EXIT_42, SPIN, assemble, say
from tests.unit.cli.conftest import Bench

TESTS = """\
import bench


class Kernel(bench.Test):
    guest = bench.Boot(kernel="kernel.elf")
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
def kernel(project: Path) -> Path:
    """What the tests boot: a kernel that greets and exits."""
    (project / "tests/first.py").write_text(TESTS)
    return assemble(say(b"hello\n") + EXIT_42, project)


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


def test_what_does_not_build_turns_its_cell_red(bench: Bench, kernel: Path) -> None:
    kernel.unlink()
    result = bench("run", "tests/first.py:Kernel.test_right")
    assert result.exit_code == 1
    assert "  fault     payload\n" in result.output


WATCHED = """\
import os, signal
from pathlib import Path
from bench.qemu.process import Process

attach = Process._attach

async def attach_watched(self, *arguments):
    if Path("stop").exists():
        os.kill(self.pid, signal.SIGSTOP)  # its monitor never answers
        Path("moment").touch()
    await attach(self, *arguments)
    Path("moment").touch()

Process._attach = attach_watched
"""
"""Python imports `sitecustomize` by itself, in every process."""


@pytest.mark.parametrize("stopped", [True, False])
def test_ctrl_c_ends_the_run_in_a_line_and_the_guest(
    project: Path, kernel: Path, monkeypatch: pytest.MonkeyPatch, *, stopped: bool
) -> None:
    assemble(SPIN, project)
    (project / "sitecustomize.py").write_text(WATCHED)
    monkeypatch.setenv("PYTHONPATH", str(project))
    if stopped:
        (project / "stop").touch()
    with subprocess.Popen(
        command("run", WRONG), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as child:
        while not (project / "moment").exists() and child.poll() is None:
            time.sleep(0.01)
        assert len(emulators(kernel)) == 1
        child.send_signal(signal.SIGINT)
        out, err = child.communicate()
    assert (child.returncode, out, err) == (130, "", "interrupted\n")
    # Before the guest is anybody's to close, it ends with its parent.
    assert all_gone(kernel)


NO_MARGIN = "import bench.cells.running.execute as e\ne.CEILING_MARGIN = 1.0\n"

HANGS = """\
import bench, os, signal, threading

class Hang(bench.Test):
    guest = bench.Boot(kernel="kernel.elf")
    machines = "microvm"
    budget = bench.Budget(cpu=0.05, idle=0.05)  # a ceiling of 2 s

    def test_loop(self):
        while True:
            pass

    def test_deaf(self):
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        print("deaf", flush=True)
        threading.Lock().acquire() and threading.Event().wait()

    def test_child(self):
        if os.fork() == 0:
            signal.pause()
        signal.pause()

    def test_killed(self):
        os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize(
    ("test", "reason"),
    [
        ("loop", "the test process ran past its ceiling of 3 s"),
        ("deaf", "the test process ran past its ceiling of 3 s"),
        ("child", "the test process ran past its ceiling of 3 s"),
        ("killed", "the test process was killed by SIGKILL"),
    ],
)
def test_a_hung_test_hangs_nobody(
    bench: Bench, project: Path, monkeypatch: pytest.MonkeyPatch, test: str, reason: str
) -> None:
    kernel = assemble(SPIN, project)
    (project / "tests/first.py").write_text(HANGS)
    (project / "sitecustomize.py").write_text(NO_MARGIN)
    monkeypatch.setenv("PYTHONPATH", str(project))
    result = bench("run", f"tests/first.py:Hang.test_{test}")
    assert result.exit_code == 1
    assert f"  reason    {reason}\n" in result.output
    assert ("deaf\n" in result.output) == (test == "deaf")
    assert all_gone(kernel)
    folder = only(only(project / "results"))
    assert json.loads((folder / "verdict.json").read_text())["reason"] == reason
