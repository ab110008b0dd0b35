"""A running QEMU: started from a plan, watched, always reaped."""

from __future__ import annotations

import asyncio
import contextlib
import mmap
import os
import signal
import socket
import subprocess
from collections.abc import Mapping
from pathlib import Path

from bench.errors import EmulatorError, HostError
from bench.qemu.activity import Activity
from bench.qemu.budget import BudgetClock
from bench.qemu.human_monitor import HumanMonitor
from bench.qemu.line import Line, Sink
from bench.qemu.monitor import Monitor
from bench.qemu.plan import Plan
from bench.qemu.reactor import reactor
from bench.qemu.spawn import spawn


class Process:
    """QEMU as a child of the bench, from its first instruction to its wait status.

    Attributes:
        plan: what it runs.
        monitor: its monitor.
        human_monitor: a terminal of it.
        activity: notified of each observation.
        clock: what it has used of its budget.
        ram: the guest's RAM, shared with QEMU.
        snapshot: descriptor of the file into which the monitor saves guest memory.
        returncode: as of subprocess; None while it runs.
        killed: whether the bench ended it.
    """

    def __init__(
        self, plan: Plan, evidence: Path, sinks: Mapping[str, Sink], activity: Activity
    ) -> None:
        """Start QEMU and connect to its monitor and consoles.

        Args:
            plan: what to run.
            evidence: folder for `qemu.log` and `events.jsonl`.
            sinks: takes the bytes of each console, by its name; called in the reactor.
            activity: to notify of each observation.

        Raises:
            HostError: the emulator is not installed.
            EmulatorError: it refused its command line.
        """
        self.plan = plan
        self.activity = activity
        self.returncode: int | None = None
        self.killed = False
        self._attaching: asyncio.Task[None] | None = None
        self._log = evidence / "qemu.log"
        self._reactor = reactor()
        self.monitor = Monitor(self._reactor, evidence / "events.jsonl", self.activity.notify)
        with contextlib.ExitStack() as opened:
            self._opened = opened
            self._start(plan, sinks)
            self._opened = opened.pop_all()

    @property
    def pid(self) -> int:
        """QEMU's process ID."""
        return self._child.pid

    def send(self, console: str, data: bytes) -> None:
        """Hand bytes to the guest; blocks while it does not take them.

        Raises:
            BudgetSpent: the guest does not read its line.
        """
        sending = self._reactor.start(self._lines[console].send(data))
        sending.add_done_callback(lambda _: self.activity.notify())
        try:
            self.activity.wait(
                lambda: sending.done() or None, self.clock, f"{console} to take {len(data)} bytes"
            )
        finally:
            sending.cancel()

    def close(self) -> None:
        """End QEMU if it still runs, reap it, and give back everything it held."""
        self._reactor.call(self._kill)
        self._ended.result()
        self._opened.close()

    def _kill(self) -> None:
        # By its descriptor: Popen.kill would reap it behind the back of the one who waits.
        if not self._ended.done():
            self.killed = True
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)

    def _abandon(self) -> None:
        """End what Ctrl-C interrupted the start of; else there is nothing left to do."""
        self._child.kill()  # does nothing to one that was reaped
        self._reactor.start(self._finish()).result()

    async def _finish(self) -> None:
        """Wait for all that goes on in the reactor; QEMU has ended, and with it its sockets."""
        if self._attaching:
            with contextlib.suppress(EmulatorError):
                await self._attaching
            await asyncio.wrap_future(self._ended)

    def _start(self, plan: Plan, sinks: Mapping[str, Sink]) -> None:
        self._opened.callback(self.monitor.close)
        with contextlib.ExitStack() as theirs:
            passed = self._open_memory(plan, theirs)
            ours = {}
            for number in plan.descriptors.sockets:
                ours[number], their_end = socket.socketpair()
                passed[number] = theirs.enter_context(their_end).fileno()
                self._opened.enter_context(ours[number])
            self._child = self._reactor.call(lambda: self._spawn(passed))
        self.human_monitor = HumanMonitor(ours[plan.descriptors.human_monitor])
        self._pidfd = os.pidfd_open(self._child.pid)
        self._opened.callback(os.close, self._pidfd)
        self._opened.callback(self._abandon)
        self.clock = BudgetClock(plan.budget, self._child.pid)
        try:
            self._reactor.start(self._attach(ours, sinks)).result()
        except EmulatorError as error:
            self._ended.result()
            complaint = self.complaint() or "it said nothing"
            raise EmulatorError(
                f"QEMU refused to start: {complaint}", hint=f"see {self._log}"
            ) from error

    def _open_memory(self, plan: Plan, theirs: contextlib.ExitStack) -> dict[int, int]:
        """Make the guest's RAM and the file for snapshots; what QEMU gets, by its number."""
        _, size = plan.ram
        self.snapshot = os.memfd_create("bench-snapshot", os.MFD_CLOEXEC)
        self._opened.callback(os.close, self.snapshot)
        ram = os.memfd_create("bench-ram", os.MFD_CLOEXEC)
        theirs.callback(os.close, ram)
        os.ftruncate(ram, size)
        self.ram = self._opened.enter_context(mmap.mmap(ram, size))
        return {plan.descriptors.snapshot: self.snapshot, plan.descriptors.ram: ram}

    def _spawn(self, passed: Mapping[int, int]) -> subprocess.Popen[bytes]:
        with self._log.open("wb") as log:
            try:
                return spawn(self.plan.argv, passed, log)
            except FileNotFoundError as error:
                raise HostError(
                    f"{self.plan.argv[0]} is not installed", hint="run make setup"
                ) from error

    async def _attach(self, ours: Mapping[int, socket.socket], sinks: Mapping[str, Sink]) -> None:
        self._attaching = asyncio.current_task()
        numbers = self.plan.descriptors
        self._lines = {
            name: Line(ours[number], sinks[name]) for name, number in numbers.consoles.items()
        }
        try:
            await self.monitor.connect(ours[numbers.monitor])
        finally:
            self._ended = self._reactor.start(self._reap())

    async def _reap(self) -> None:
        ended = asyncio.Event()
        loop = asyncio.get_running_loop()
        loop.add_reader(self._pidfd, ended.set)
        await ended.wait()
        loop.remove_reader(self._pidfd)
        _, status, usage = os.wait4(self._child.pid, 0)
        self._child.returncode = os.waitstatus_to_exitcode(status)
        self.clock.stop(usage.ru_utime + usage.ru_stime)
        # All that the guest said counts before it is known to have ended.
        for line in self._lines.values():
            line.finish()
        await self.monitor.disconnected()
        self.returncode = self._child.returncode
        self.activity.notify()

    def complaint(self) -> str:
        """The last thing that QEMU said on its standard error, warnings apart."""
        lines = self._log.read_text(errors="replace").strip().splitlines()
        return next((line for line in reversed(lines) if "warning:" not in line), "")
