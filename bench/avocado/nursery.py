# SPDX-License-Identifier: MIT
"""A process that has imported what tests need, and forks a runner for each of them.

Those imports cost more than many a guest: done once a job, and not once a cell. A runner
is forked before it has seen a test, so that no test can leave anything to the next.

Avocado's side is `bench.avocado.forked`. Each packet is one JSON value:

| request | reply |
|---|---|
| `{"run": [argument, …]}` | `{"started": pid}`, later `{"ended": pid, "code": exit code}` |
| `{"signal": [pid, number]}` | none |
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
from typing import Any

import PIL.PngImagePlugin  # noqa: F401 - the pictures of screens: 18 ms, once

from bench.avocado.body import planner_of
from bench.avocado.runner import parse, run_task
from bench.cells.running.pool import open_pool
from bench.errors import BenchError
from bench.host.processes import die_with

LONGEST_PACKET = 1 << 17


class Nursery:
    """Forks runners for whoever is at the other end of a connection."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._pids: dict[int, int] = {}
        """By the file descriptor that becomes readable when the process ends."""
        self._poll = select.poll()
        self._poll.register(connection, select.POLLIN)

    def serve(self) -> None:
        """Do what is asked until nobody is there to ask."""
        while True:
            for fd, _ in self._poll.poll():
                if fd in self._pids:
                    self._bury(fd)
                elif packet := self._connection.recv(LONGEST_PACKET):
                    self._obey(json.loads(packet))
                else:
                    return

    def _obey(self, request: dict[str, Any]) -> None:
        match request:
            case {"run": arguments}:
                self._fork(arguments)
            case {"signal": [pid, number]} if pid in self._pids.values():
                os.kill(pid, number)

    def _fork(self, arguments: list[str]) -> None:
        options = parse(arguments)
        _plan(options)
        pid = os.fork()
        if pid == 0:
            self._connection.close()
            _run(options)
        end = os.pidfd_open(pid)
        self._pids[end] = pid
        self._poll.register(end, select.POLLIN)
        self._tell(started=pid)

    def _bury(self, end: int) -> None:
        pid = self._pids.pop(end)
        self._poll.unregister(end)
        os.close(end)
        _, status = os.waitpid(pid, 0)
        self._tell(ended=pid, code=os.waitstatus_to_exitcode(status))

    def _tell(self, **message: int) -> None:
        self._connection.send(json.dumps(message).encode())


def _plan(options: dict[str, str]) -> None:
    """Plan a cell here, so that those with the same need find it done."""
    with contextlib.suppress(BenchError, KeyError, OSError):  # its verdict tells
        planner = planner_of(options["root"])
        cell = planner.cell(options["-u"])
        planner.plan(planner.machine(cell.machine), cell.need)


def _run(options: dict[str, str]) -> None:
    code = 1
    try:
        code = run_task(options)
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(code)


def main() -> None:
    """Serve a connection, for a job; the descriptors of both are the arguments."""
    die_with(os.getppid())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # avocado's to handle
    gc.freeze()  # keeps the collector from touching, and so copying, shared pages
    with open(int(sys.argv[2]), encoding="utf-8") as file:  # noqa: PTH123 - a descriptor
        job = json.load(file)
    for root, names in job["cells"].items():
        open_pool(names, planner_of(root), workers=job["workers"])
    Nursery(socket.socket(fileno=int(sys.argv[1]))).serve()


if __name__ == "__main__":
    main()
