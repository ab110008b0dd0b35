# SPDX-License-Identifier: MIT
"""Runs a test in a process of its own and says how it ended, whatever happens to it.

Nothing here polls or sleeps: the supervisor waits for its child's end, the child's two
pipes, the end of its listener, and signals at once.
"""

from __future__ import annotations

import json
import os
import select
import signal
import time
from dataclasses import dataclass, replace
from typing import Protocol

from bench.cells.process.child import Body, run_child
from bench.cells.process.lines import Lines
from bench.cells.process.unjudged import ended, failure, keep
from bench.host.processes import kill_group
from bench.text import LONGEST
from bench.verdict.outcome import Verdict

PATIENCE = 300.0
"""Seconds until a test process must have announced its own ceiling: what it boots is built by
then, and it has imported its file."""

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Listener(Protocol):
    """Hears of a test while it runs."""

    def fileno(self) -> int:
        """A descriptor that becomes readable when nobody listens any more."""

    def listening(self) -> bool:
        """Whether somebody listens, once it is readable."""

    def log(self, text: bytes) -> None:
        """Whole lines that the test printed."""


@dataclass(frozen=True)
class Watched:
    """How a test ended.

    Attributes:
        verdict: its own, or the one on it where it gave none.
        interrupted: whether the supervisor was asked to stop.
    """

    verdict: Verdict
    interrupted: bool = False


def supervise(
    body: Body, listener: Listener, name: str, evidence: str, patience: float = PATIENCE
) -> Watched:
    """Run a test to its end.

    Args:
        body: the test; it runs in a forked process, leaves evidence and returns its verdict.
        listener: hears what it prints.
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
    watch = _Watch(listener, child, Lines(control), Lines(log, longest=LONGEST), stop)
    watched = watch.until_end(patience)
    if watched.verdict is watch.given:
        return watched
    verdict = replace(watched.verdict, reproduce=f"bench boot '{name}'")
    keep(verdict, evidence)
    return replace(watched, verdict=verdict)


class _Watch:
    """A test process under way."""

    def __init__(
        self, listener: Listener, child: int, control: Lines, log: Lines, stop: int
    ) -> None:
        self._listener = listener
        self._child = child
        self._control = control
        self._log = log
        self._stop = stop
        self._end = os.pidfd_open(child)
        self._poll = select.poll()
        for fd in (self._end, stop, listener.fileno(), control.fd, log.fd):
            self._poll.register(fd, select.POLLIN)
        self._ceiling = 0.0
        self._deadline = 0.0
        self.given: Verdict | None = None
        """The verdict that the test process gave."""

    def until_end(self, patience: float) -> Watched:
        """Wait for the end, however it comes."""
        self._allow(patience)
        stopped = self._wait()
        kill_group(self._child)
        _, ending = os.waitpid(self._child, 0)
        self._listener.log(self._log.drain())
        return stopped or Watched(self.given or ended(ending))

    def _wait(self) -> Watched | None:
        """The end of a test that was stopped; None for one that ended itself."""
        while True:
            left = self._deadline - time.monotonic()
            ready = [fd for fd, _ in self._poll.poll(max(left, 0) * 1000)]
            if not ready:
                reason = f"the test process ran past its ceiling of {self._ceiling:g} s"
                return Watched(failure(reason))
            if self._stop in ready:
                name = signal.Signals(os.read(self._stop, 1)[0]).name
                return Watched(failure(f"the test was interrupted by {name}"), interrupted=True)
            if self._listener.fileno() in ready and not self._listener.listening():
                return Watched(failure("nobody listens to the test any more"))
            self._hear(ready)
            if self._end in ready:
                return None

    def _hear(self, ready: list[int]) -> None:
        for lines, take in ((self._log, self._listener.log), (self._control, self._obey)):
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
