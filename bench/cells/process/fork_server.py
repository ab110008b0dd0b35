# SPDX-License-Identifier: MIT
"""A process that has imported what tests need, and forks a runner for each cell.

Those imports cost more than many a guest: done once a run, and not once a cell. A runner
is forked before it has seen a test, so that no test can leave anything to the next. It is
forked when what its cell boots is there, which a child of this process sees to.

The other side is `bench.cells.process.processes`, or avocado's spawner. Each packet is one
JSON value:

- `{"run": {"name": …, "root": …, …}}`, with open files: asks for a runner. The replies are
  `{"started": pid}` and later `{"ended": pid, "code": exit code}`.
- `{"signal": [pid, number]}`: sends a signal to a runner, without a reply.

And `{"step": "build the module hello"}` says that a step of a build begins.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import select
import signal
import socket
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import PIL.PngImagePlugin  # noqa: F401 - the pictures of screens: 18 ms, once

from bench.cells.process.builder import Builder, Built, Step, Wanted
from bench.cells.running.planner import Planner
from bench.cells.running.pool import open_pool
from bench.errors import BenchError
from bench.host.processes import die_with
from bench.templates.start import StartPolicy

LONGEST_PACKET = 1 << 17
_FILES = 4
"""More than a request brings."""


@dataclass(frozen=True)
class Job:
    """The cells of a run, and how they are run.

    Attributes:
        cells: the names of those that will run, in their order, by their project's root.
        workers: how many of them run at a time.
        cold: whether every guest is to boot.
    """

    cells: Mapping[str, Sequence[str]]
    workers: int = 1
    cold: bool = False


Request = dict[str, Any]
"""A request: `name` and `root` of a cell, and further words for its runner."""

Runner = Callable[[Request, Sequence[int], Planner, StartPolicy], int]
"""Runs a cell in the forked process: request, open files, what is known of the project, how the
guest may start; returns the exit code."""


@dataclass(frozen=True)
class _Asked:
    request: Request
    files: Sequence[int]

    @property
    def wanted(self) -> Wanted | None:
        """The cell that it is for; None if that is not known."""
        root, name = self.request.get("root"), self.request.get("name")
        return Wanted(root, name) if root and name else None


class ForkServer:
    """Forks runners for the other end of a connection.

    Args:
        connection: the end here.
        job: what will be asked for.
        run: what a runner does.
    """

    def __init__(self, connection: socket.socket, job: Job, run: Runner) -> None:
        self._connection = connection
        self._job = job
        self._run = run
        self._policy = StartPolicy(cold=job.cold)
        self._planners: dict[str, Planner] = {}
        self._expected = [Wanted(root, name) for root in job.cells for name in job.cells[root]]
        self._asked_for = set(self._expected)
        self._ready: set[Wanted] = set()
        self._begun: set[Wanted] = set()
        self._held: list[_Asked] = []
        self._pooled = False
        self._pids: dict[int, int] = {}
        """By the file descriptor that becomes readable when the process ends."""
        self._poll = select.poll()
        self._poll.register(connection, select.POLLIN)
        self._builder: Builder | None = Builder.fork(job.cells)
        self._poll.register(self._builder, select.POLLIN)

    def serve(self) -> None:
        """Do what is asked until nobody is there to ask."""
        while True:
            for fd, _ in self._poll.poll():
                if fd in self._pids:
                    self._bury(fd)
                elif fd != self._connection.fileno():
                    self._hear_builder()
                elif not self._obey(*socket.recv_fds(self._connection, LONGEST_PACKET, _FILES)):
                    return

    def _obey(self, packet: bytes, files: Sequence[int], *_: object) -> bool:
        """Do what is asked; whether somebody asked."""
        match json.loads(packet or b"null"):
            case {"run": request}:
                self._start_or_hold(_Asked(request, files))
            case {"signal": [pid, number]} if pid in self._pids.values():
                os.kill(pid, number)
        return bool(packet)

    def _start_or_hold(self, asked: _Asked) -> None:
        wanted = asked.wanted
        if wanted is None or wanted in self._ready or self._builder is None:
            self._start(asked)
            return
        self._held.append(asked)
        if wanted not in self._asked_for:
            self._asked_for.add(wanted)
            with contextlib.suppress(OSError):  # it has gone, which is about to be heard
                self._builder.ask(wanted)

    def _hear_builder(self) -> None:
        assert self._builder, "nothing else is polled"
        match self._builder.hear():
            case Step(text):
                self._tell(step=text)
            case Built(wanted, error):
                self._ready.add(wanted)
                if error:
                    self._note(wanted, error)
                self._start_held()
            case None:  # killed for want of memory, say: each cell builds what it needs
                self._poll.unregister(self._builder)
                self._builder = None
                self._start_held()

    def _start_held(self) -> None:
        ready = [a for a in self._held if a.wanted in self._ready or self._builder is None]
        self._held = [asked for asked in self._held if asked not in ready]
        for asked in ready:
            self._start(asked)

    def _start(self, asked: _Asked) -> None:
        self._open_pool()
        planner = self._plan(asked.wanted)
        pid = os.fork()
        if pid == 0:
            self._connection.close()
            self._become(asked, planner)
        for file in asked.files:
            os.close(file)
        end = os.pidfd_open(pid)
        self._pids[end] = pid
        self._poll.register(end, select.POLLIN)
        self._tell(started=pid)

    def _become(self, asked: _Asked, planner: Planner) -> None:
        code = 1
        try:
            code = self._run(asked.request, asked.files, planner, self._policy)
        except BaseException:
            sys.excepthook(*sys.exc_info())
        finally:
            os._exit(code)

    def _planner(self, root: str) -> Planner:
        if root not in self._planners:
            self._planners[root] = Planner(Path(root))
        return self._planners[root]

    def _plan(self, wanted: Wanted | None) -> Planner:
        """Plan a cell here, so that those with the same need find it done."""
        planner = self._planner(wanted.root if wanted else ".")
        if wanted:
            self._begun.add(wanted)
            if wanted in self._ready:
                with contextlib.suppress(BenchError, OSError):  # its verdict tells
                    cell = planner.cell(wanted.name)
                    planner.plan(planner.machine(cell.machine), cell.need)
        return planner

    def _note(self, wanted: Wanted, error: BenchError) -> None:
        """Spare the cell a build that has failed."""
        planner = self._planner(wanted.root)
        with contextlib.suppress(BenchError):  # a mistake of another kind
            cell = planner.cell(wanted.name)
            planner.note_failure(planner.machine(cell.machine), cell.need, error)

    def _open_pool(self) -> None:
        """Have clones wait for the cells to come, once nothing is left to build for them."""
        if self._policy.cold or self._pooled or not self._ready.issuperset(self._expected):
            return
        self._pooled = True
        for root, names in self._job.cells.items():
            left = [name for name in names if Wanted(root, name) not in self._begun]
            pool = open_pool(left, self._planner(root), workers=self._job.workers)
            self._policy = StartPolicy(pool=pool)

    def _bury(self, end: int) -> None:
        pid = self._pids.pop(end)
        self._poll.unregister(end)
        os.close(end)
        _, status = os.waitpid(pid, 0)
        self._tell(ended=pid, code=os.waitstatus_to_exitcode(status))

    def _tell(self, **message: Any) -> None:
        self._connection.send(json.dumps(message).encode())


def main(run: Runner) -> None:
    """Serve a connection, for a job; the descriptors of both are the program's arguments."""
    die_with(os.getppid())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started the run handles it
    gc.freeze()  # keeps the collector from touching, and so copying, shared pages
    with open(int(sys.argv[2]), encoding="utf-8") as file:  # noqa: PTH123 - a descriptor
        job = Job(**json.load(file))
    ForkServer(socket.socket(fileno=int(sys.argv[1])), job, run).serve()
