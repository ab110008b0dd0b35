# SPDX-License-Identifier: MIT
"""Cells in processes of their own, with a test that boots nothing in place of each."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from bench.cells.cell import Cell
from bench.cells.expand import cells_of
from bench.cells.process import processes, runner
from bench.cells.process.child import Announce
from bench.cells.process.fork_server import ForkServer, Job
from bench.cells.process.processes import CellProcesses
from bench.cells.running.planner import Planner
from bench.definitions.loader import load_machines
from bench.templates.start import StartPolicy
from bench.verdict.outcome import Fault, Outcome, Verdict
from tests import ROOT

SOURCE = """\
import bench

class A(bench.Test):
    guest = bench.Boot(kernel="a.elf")
    machines = "arch:x86_64"

    def test_prints(self): ...
    def test_hangs(self): ...
    def test_dies(self): ...
"""


class Forked:
    """The process that forks cells, forked itself: nothing is imported anew."""

    def __init__(self, pid: int) -> None:
        self._pid = pid

    def wait(self) -> None:
        os.waitpid(self._pid, 0)


def start(
    _: str, cells: Mapping[str, Sequence[str]], *, cold: bool = False
) -> tuple[socket.socket, Forked]:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    pid = os.fork()
    if pid == 0:
        ours.close()
        ForkServer(theirs, Job(cells, cold=cold), runner.run).serve()
        os._exit(0)
    theirs.close()
    return ours, Forked(pid)


def run_cell(
    name: str, evidence: str, announce: Announce, planner: Planner, policy: StartPolicy
) -> Verdict:
    """In place of a guest: what the test's name says."""
    assert evidence
    assert planner.root
    assert policy.cold
    if "hangs" in name:
        announce(0.05)
        signal.pause()
    if "dies" in name:
        os.kill(os.getpid(), signal.SIGKILL)
    os.write(1, b"a line\n")
    os.write(2, b"\xff \x1b[2J another")
    return Verdict(Outcome.FAIL, Fault.PAYLOAD, "41, not 42")


@pytest.fixture
def cells(tmp_path: Path) -> dict[str, Cell]:
    (tmp_path / "tests").mkdir()
    (tmp_path / "avocado.cfg").touch()
    (tmp_path / "tests/a.py").write_text(SOURCE)
    machines = {"pc": load_machines(ROOT / "machines")["pc"]}
    return {cell.method: cell for cell in cells_of(tmp_path / "tests/a.py", machines, tmp_path)}


Run = Callable[[str], tuple[Verdict, bytes]]


@pytest.fixture
def run(cells: dict[str, Cell], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    monkeypatch.setattr(processes, "start_server", start)
    monkeypatch.setattr(runner, "run_cell", run_cell)
    names = {str(tmp_path): [cells["test_prints"].name]}  # the others are asked for one by one
    with CellProcesses(names, cold=True) as opened:

        def ran(method: str) -> tuple[Verdict, bytes]:
            printed: list[bytes] = []
            evidence = tmp_path / method
            verdict = opened.run(cells[method], tmp_path, evidence, printed.append)
            return verdict, b"".join(printed)

        yield ran


def test_a_verdict_comes_with_all_that_was_printed(run: Run) -> None:
    verdict, printed = run("test_prints")
    assert verdict == Verdict(Outcome.FAIL, Fault.PAYLOAD, "41, not 42")
    assert printed.decode() == "a line\n\ufffd \\x1b[2J another\n"


@pytest.mark.parametrize(
    ("method", "reason"),
    [
        ("test_hangs", "the test process ran past its ceiling of 0.05 s"),
        ("test_dies", "the test process was killed by SIGKILL"),
    ],
)
def test_one_without_a_verdict_gets_one(run: Run, tmp_path: Path, method: str, reason: str) -> None:
    verdict, _ = run(method)
    assert (verdict.outcome, verdict.fault, verdict.reason) == ("error", "host", reason)
    assert verdict.reproduce == f"bench boot 'tests/a.py:A.{method}[pc]'"
    assert reason in (tmp_path / method / "verdict.json").read_text()
    assert run("test_prints")[0].outcome is Outcome.FAIL  # and the next one runs
