# SPDX-License-Identifier: MIT
"""Runs a test in a process of its own and says how it ended, whatever happens to it.

Nothing here polls or sleeps: the supervisor waits for its child's end, the child's two
pipes, the status server and signals at once.
"""

from __future__ import annotations

import json
import os
import select
import signal
import time
from dataclasses import replace

from bench.avocado.child import Body, run_child
from bench.avocado.lines import Lines
from bench.avocado.status import Status
from bench.avocado.verdicts import ended, failure, keep
from bench.host.processes import kill_group
from bench.text import LONGEST
from bench.verdict.outcome import Verdict

PATIENCE = 900.0
"""Seconds until a test process must have announced its own ceiling."""

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def supervise(
    body: Body, status: Status, name: str, evidence: str, patience: float = PATIENCE
) -> None:
    """Run a test and report how it finished.

    Args:
        body: the test; it runs in a forked process, leaves evidence and returns its verdict.
        status: where its log and its end are reported.
        name: the cell's.
        evidence: the folder that a verdict is left in when the test itself left none.
        patience: seconds until the test must have announced a ceiling of its own.
    """
    stop = _signals()
    control, control_of_child = os.pipe()
    log, log_of_child = os.pipe()
    supervisor = os.getpid()
    child = os.fork()
    if child == 0:
        run_child(body, supervisor, control_of_child, log_of_child)
    os.close(control_of_child)
    os.close(log_of_child)
    watch = _Watch(status, child, Lines(control), Lines(log, longest=LONGEST), stop)
    verdict, result = watch.verdict(patience)
    if verdict is not watch.given:
        verdict = replace(verdict, reproduce=f"bench boot '{name}'")
        keep(verdict, evidence)
    status.finished(verdict, result)


class _Watch:
    """A test process under way."""

    def __init__(self, status: Status, child: int, control: Lines, log: Lines, stop: int) -> None:
        self._status = status
        self._child = child
        self._control = control
        self._log = log
        self._stop = stop
        self._end = os.pidfd_open(child)
        self._poll = select.poll()
        for fd in (self._end, stop, status.fileno(), control.fd, log.fd):
            self._poll.register(fd, select.POLLIN)
        self._ceiling = 0.0
        self._deadline = 0.0
        self.given: Verdict | None = None
        """The verdict that the test process gave."""

    def verdict(self, patience: float) -> tuple[Verdict, str | None]:
        """Wait for the end, however it comes; the verdict, and avocado's result if special."""
        self._allow(patience)
        stopped, result = self._wait()
        kill_group(self._child)
        _, ending = os.waitpid(self._child, 0)
        self._status.log(self._log.drain())
        return stopped or self.given or ended(ending), result

    def _wait(self) -> tuple[Verdict | None, str | None]:
        """The verdict and result of a test that was stopped; nothing for one that ended."""
        while True:
            left = self._deadline - time.monotonic()
            ready = [fd for fd, _ in self._poll.poll(max(left, 0) * 1000)]
            if not ready:
                reason = f"the test process ran past its ceiling of {self._ceiling:g} s"
                return failure(reason), None
            if self._stop in ready:
                name = signal.Signals(os.read(self._stop, 1)[0]).name
                return failure(f"the test was interrupted by {name}"), "interrupted"
            if self._status.fileno() in ready and not self._status.listening():
                return failure("the status server has gone"), None
            self._hear(ready)
            if self._end in ready:
                return None, None

    def _hear(self, ready: list[int]) -> None:
        for lines, take in ((self._log, self._status.log), (self._control, self._obey)):
            if lines.fd in ready:
                take(lines.read())
                if lines.ended:
                    self._poll.unregister(lines.fd)

    def _obey(self, lines: bytes) -> None:
        for line in lines.splitlines():
            match json.loads(line):
                case {"ceiling": seconds}:
                    self._allow(seconds)
                case {"verdict": verdict}:
                    self.given = Verdict.from_json(verdict)

    def _allow(self, seconds: float) -> None:
        self._ceiling = seconds
        self._deadline = time.monotonic() + seconds


def _signals() -> int:
    """A file descriptor that becomes readable when the supervisor is asked to stop."""
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    signal.set_wakeup_fd(writing)
    for number in STOPPING:
        signal.signal(number, lambda number, frame: None)
    return reading
