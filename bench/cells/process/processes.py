# SPDX-License-Identifier: MIT
"""Runs cells in processes of their own, for a program that waits for each verdict."""

from __future__ import annotations

import base64
import json
import select
import socket
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Self

from bench.cells.cell import Cell
from bench.cells.process.server_process import start_server
from bench.cells.process.unjudged import failure, keep
from bench.images.tools.progress import SILENT, Progress
from bench.verdict.outcome import Verdict

_LARGEST = 1 << 16
"""Bytes that are read at once; no reply of the process that forks cells has more."""

Log = Callable[[bytes], object]
"""Hears what a test prints, in whole lines."""


class CellProcesses:
    """Runs cells one after the other, and builds what the next ones boot meanwhile.

    Whatever a test does, hang or kill its process, its cell has a verdict.

    Args:
        cells: the names of those that will run, in their order, by their project's root; others
            may run too.
        cold: whether every guest is to boot.
        progress: told of each step of a build, while a cell is waited for.
    """

    def __init__(
        self,
        cells: Mapping[str, Sequence[str]] | None = None,
        *,
        cold: bool = False,
        progress: Progress = SILENT,
    ) -> None:
        self._progress = progress
        self._connection, self._process = start_server(
            "bench.cells.process.runner", cells or {}, cold=cold
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()  # by which the process ends, and all that it has forked
        self._process.wait()

    def run(self, cell: Cell, root: Path, evidence: Path, log: Log = lambda text: None) -> Verdict:
        """Run a cell to its verdict.

        Args:
            cell: which.
            root: its project's folder.
            evidence: the folder for what it leaves behind, which is made.
            log: hears what the test prints.
        """
        evidence.mkdir(parents=True, exist_ok=True)
        ours, theirs = socket.socketpair()
        with ours:
            with theirs:
                request = {"name": cell.name, "root": str(root), "evidence": str(evidence)}
                self._ask(request, theirs)
            verdict = self._verdict(ours, log)
        if verdict is None:
            verdict = failure("the process that runs tests has ended")
            keep(verdict, str(evidence))
        return verdict

    def _ask(self, request: dict[str, str], report: socket.socket) -> None:
        packet = json.dumps({"run": request}).encode()
        try:
            socket.send_fds(self._connection, [packet], [report.fileno()])
        except OSError:
            return  # it has gone, and with it the other end of the report

    def _verdict(self, report: socket.socket, log: Log) -> Verdict | None:
        """Hear a report until its runner has ended; None if it has no verdict.

        Its end of the connection is not a sign of that: others that are forked meanwhile have it.
        """
        hearing = _Hearing(report, log)
        poll = select.poll()
        for connection in (report, self._connection):
            poll.register(connection, select.POLLIN)
        while True:
            ready = [fd for fd, _ in poll.poll()]
            if self._connection.fileno() in ready and self._runner_has_ended():
                hearing.hear()
                return hearing.verdict
            if report.fileno() in ready and not hearing.hear():
                poll.unregister(report)

    def _runner_has_ended(self) -> bool:
        """Take one reply of the process that forks cells; whether a runner, or it, has ended."""
        match json.loads(_received(self._connection) or b"null"):
            case {"step": text}:
                self._progress.step(text)
            case {"ended": _} | None:
                return True
        return False


class _Hearing:
    """The messages of a report, as they come.

    Args:
        report: the end here.
        log: hears what the test prints.
    """

    def __init__(self, report: socket.socket, log: Log) -> None:
        report.setblocking(False)
        self._report = report
        self._log = log
        self._rest = b""
        self.verdict: Verdict | None = None

    def hear(self) -> bool:
        """Hear all that has come; whether more may come."""
        try:
            while chunk := self._report.recv(_LARGEST):
                *lines, self._rest = (self._rest + chunk).split(b"\n")
                for message in map(json.loads, lines):
                    self._heed(message)
        except BlockingIOError:
            return True
        except OSError:
            pass
        return False

    def _heed(self, message: dict[str, Any]) -> None:
        match message:
            case {"log": text}:
                self._log(base64.b64decode(text))
            case {"verdict": verdict}:
                self.verdict = Verdict.from_json(verdict)


def _received(connection: socket.socket) -> bytes:
    try:
        return connection.recv(_LARGEST)
    except OSError:
        return b""
