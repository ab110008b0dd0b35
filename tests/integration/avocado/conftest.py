# SPDX-License-Identifier: MIT
"""A real status server and real supervisors, for the tests of this folder."""

from __future__ import annotations

import base64
import json
import os
import select
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from avocado.core.status.repo import StatusRepo

from tests import ROOT

MACHINES = ROOT / "machines"

PATIENCE = 600.0
"""Seconds after which a test that hangs is ended: none that works comes near, on any host."""

EXECUTE = """\
import sys, types

def execute(cell, evidence, *, planner, policy, ceiling):
    import os, signal
    from bench.verdict.outcome import Fault, Outcome, Verdict
    if cell.method == "test_red":
        return Verdict(Outcome.FAIL, Fault.PAYLOAD, "41, not 42", reproduce="bench boot it")
    if cell.method == "test_hang":
        # The line that a test waits for before it kills something.
        with open(planner.root / "hanging", "w") as pipe:
            print(os.getppid(), os.getpid(), file=pipe)
        signal.pause()
    return Verdict(Outcome.PASS)

sys.modules["bench.cells.running.execute"] = types.ModuleType("bench.cells.running.execute")
sys.modules["bench.cells.running.execute"].execute = execute
"""
"""Stands for the function that boots a cell; Python imports `sitecustomize` by itself."""

HANGS = "import bench\nclass A(bench.Test):\n guest = bench.Linux()\n def test_hang(self): ...\n"

SUPERVISOR = """\
import os, signal, sys
from bench.avocado.status import Status
from bench.cells.process.supervisor import supervise
from bench.verdict.outcome import Fault, Outcome, Verdict

PASS = Verdict(Outcome.PASS)

def body(announce):
%s

status = Status(sys.argv[1], "1-test", "job")
status.started(sys.argv[2])
watched = supervise(body, status, "a.py:A.test_it[q35]", sys.argv[2], float(sys.argv[3]))
status.finished(watched.verdict, "interrupted" if watched.interrupted else None)
"""

Message = dict[str, Any]


class Server:
    """Avocado's side of one task's connection; its own repository checks every message."""

    def __init__(self, path: Path) -> None:
        self.uri = str(path)
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(self.uri)
        self._listener.listen()
        self._listener.settimeout(PATIENCE)
        self._repo = StatusRepo("job")
        self._lines: Iterator[bytes] | None = None

    def messages(self) -> Iterator[Message]:
        """What the supervisor says until it hangs up."""
        if self._lines is None:
            self._connection, _ = self._listener.accept()
            self._connection.settimeout(PATIENCE)
            self._lines = iter(self._connection.makefile("rb"))
        for line in self._lines:
            self._repo.process_raw_message(line)
            yield json.loads(line)

    def log(self) -> bytes:
        """The next message's text."""
        message = next(self.messages())
        while message.get("type") != "log":
            message = next(self.messages())
        [(_, text)] = message["log"].items()
        return base64.b64decode(text)

    def finished(self) -> Message:
        """The last message."""
        [*_, last] = self.messages()
        assert last["status"] == "finished"
        return last

    def close(self) -> None:
        self._listener.close()
        if self._lines:
            self._connection.shutdown(socket.SHUT_RDWR)
            self._connection.close()


class Hanging:
    """Where a test that hangs tells who it is."""

    def __init__(self, root: Path) -> None:
        os.mkfifo(root / "hanging")
        # For writing too, so that nobody waits for the other side to open it.
        self._pipe = os.open(root / "hanging", os.O_RDWR)

    def processes(self) -> list[int]:
        """The supervisor and the test, once it hangs."""
        assert select.select([self._pipe], [], [], PATIENCE)[0], "no test hangs"
        return [int(word) for word in os.read(self._pipe, 100).split()]


def gone(process: int) -> bool:
    """Whether a process that is not ours ends in time."""
    try:
        end = os.pidfd_open(process)
    except ProcessLookupError:
        return True
    return bool(select.select([end], [], [], PATIENCE)[0])


Launch = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def server(tmp_path: Path) -> Server:
    return Server(tmp_path / "status")


@pytest.fixture
def launch(server: Server, tmp_path: Path) -> Iterator[Launch]:
    """Starts a supervisor of a test whose code is given."""
    started = []

    def supervisor(code: str, patience: float = PATIENCE) -> subprocess.Popen[bytes]:
        body = "\n".join(f"    {line}" for line in code.splitlines())
        script = SUPERVISOR % body
        process = subprocess.Popen(
            [sys.executable, "-c", script, server.uri, str(tmp_path), str(patience)],
            stdin=subprocess.PIPE,
            start_new_session=True,
        )
        started.append(process)
        return process

    yield supervisor
    for process in started:
        process.kill()
        process.wait()
