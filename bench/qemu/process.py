# SPDX-License-Identifier: MIT
"""A running QEMU: talked to, watched, always reaped."""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import mmap
import os
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

from bench.errors import EmulatorError
from bench.qemu.activity import Activity
from bench.qemu.budget import DEFAULT, BudgetClock
from bench.qemu.emulator import Emulator
from bench.qemu.line import Line, Sink
from bench.qemu.monitor.human_monitor import HumanMonitor
from bench.qemu.monitor.monitor import GUEST_RESET, Event, Monitor
from bench.qemu.monitor.opening import Refused
from bench.qemu.planning.plan import Plan
from bench.qemu.spawning.child import Ended
from bench.qemu.spawning.reactor import reactor
from bench.qemu.why_ended import Refusal, refusal

_LONGEST_LOG = 1 << 20
"""Bytes of QEMU's standard error that are read."""

_NOTED = b"Triple fault"
"""The line in QEMU's log of resets (target/i386/tcg/excp_helper.c)."""


class Process:
    """A QEMU that the bench is in charge of, to its wait status.

    Attributes:
        plan: what it runs.
        monitor: its monitor.
        human_monitor: a terminal of it.
        activity: notified of each observation.
        clock: what it has used of its budget.
        window: the memory that guest and bench share; None for a guest without a window.
        snapshot: descriptor of the file into which the monitor saves guest memory.
        ram: descriptor of the file that is the guest's RAM, also when QEMU is gone; None
            where there is none.
        registers: what QEMU's monitor says of the CPUs' registers, of a kernel that has ended
            itself; else empty.
        triple_fault: whether QEMU noted that it ended in one: where it emulates the
            processor, not where KVM runs it.
        outcome: how it ended; None while it runs.
        killed: whether the bench ended it.
        refused: QEMU's reason not to start, where that is an end as any other; else empty.
        resets: how often the guest has reset itself and gone on. Of resets between which it
            says nothing on a console the first counts: a PC's firmware that has run before
            resets the machine once or twice more. QEMU stops at each, so that it is known what
            was said before.
    """

    def __init__(
        self,
        plan: Plan,
        emulator: Emulator,
        evidence: Path | None,
        sinks: Mapping[str, Sink],
        activity: Activity,
    ) -> None:
        """Take charge of a QEMU: connect to its monitor and consoles.

        Args:
            plan: what it runs.
            emulator: the QEMU; closed when this fails.
            evidence: folder for `qemu.log` and `events.jsonl`; None to keep neither.
            sinks: takes the bytes of each console, by its name; called in the reactor.
            activity: to notify of each observation.

        Raises:
            Refusal: QEMU refused its command line, or what it was to boot, and the plan does not
                say that this is an end.
            HostError, EmulatorError: it died before its guest ran.
        """
        self.plan = plan
        self.activity = activity
        self.outcome: Ended | None = None
        self.killed = False
        self.refused = ""
        self.resets = 0
        self._said_at_reset = 0
        self.registers = ""
        self.triple_fault = False
        self._emulator = emulator
        self._child = emulator.child
        self._released = False
        self._attaching: asyncio.Task[None] | None = None
        self._examining: asyncio.Task[None] | None = None
        self._log = emulator.log
        self._last_words: bytes | None = None
        self._evidence = evidence
        self._reactor = reactor()
        self.monitor = Monitor(self._reactor, evidence, self._observe, goes_on=plan.outlives_reset)
        with contextlib.ExitStack() as opened:
            self._opened = opened
            self._take_charge(emulator, sinks)
            self._opened = opened.pop_all()

    @property
    def returncode(self) -> int | None:
        """As of subprocess; None while it runs."""
        return self.outcome.returncode if self.outcome else None

    @property
    def pid(self) -> int:
        """QEMU's process ID."""
        return self._child.pid

    @property
    def text(self) -> bytes:
        """A VGA adapter's window of text when QEMU exited; empty if that is not known."""
        return self._child.text

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

    def release(self) -> Emulator:
        """Stop talking to QEMU, so that another process can take charge of it.

        This one remains its parent: `ended` tells it how QEMU ended, and `close` ends it.
        """
        self._reactor.start(self._release()).result()
        return replace(self._emulator, opening=None)

    @property
    def ended(self) -> Future[Ended]:
        """How QEMU ended, once it has."""
        return self._ended

    def close(self) -> None:
        """End QEMU if it still runs, reap it, and give back everything it held."""
        self._reactor.call(self._kill)
        self._ended.result()
        self._opened.close()

    def said(self) -> str:
        """QEMU's standard error."""
        return self._logged().decode(errors="replace")

    def _logged(self) -> bytes:
        if self._last_words is None:
            return os.pread(self._log, _LONGEST_LOG, 0)
        return self._last_words

    def _noted_triple_fault(self) -> bool:
        trace = self._emulator.trace
        return trace is not None and _NOTED in os.pread(trace, _LONGEST_LOG, 0)

    def _keep_log(self) -> None:
        """Write the log of a QEMU that somebody else had started, with the log elsewhere."""
        file = self._evidence and self._evidence / "qemu.log"
        if file and not file.exists():
            file.write_bytes(self._logged())

    def _observe(self, _: Event) -> None:
        self.activity.notify()

    def _count_reset(self) -> None:
        for line in self._lines.values():
            line.drain()
        said = sum(line.taken for line in self._lines.values())
        if not self.resets or said > self._said_at_reset:
            self.resets += 1
            self._said_at_reset = said
            self.activity.notify()

    def _kill(self) -> None:
        if not self._ended.done():
            self.killed = True
            self._child.kill()

    def _abandon(self) -> None:
        """End what Ctrl-C interrupted the start of; else there is nothing left to do."""
        self._child.kill()
        self._reactor.start(self._finish()).result()

    async def _release(self) -> None:
        self._released = True
        for line in self._lines.values():
            line.release()
        await self.monitor.disconnect()

    async def _finish(self) -> None:
        """Wait for all that goes on in the reactor; QEMU has ended, and with it its sockets."""
        if self._attaching:
            with contextlib.suppress(EmulatorError):
                await self._attaching
            await asyncio.wrap_future(self._ended)
        elif self.outcome is None:
            await self._child.ended()

    def _take_charge(self, emulator: Emulator, sinks: Mapping[str, Sink]) -> None:
        self._opened.callback(self.monitor.close)
        for end in emulator.sockets.values():
            self._opened.enter_context(end)
        self._opened.callback(os.close, emulator.snapshot)
        for kept in (emulator.ram, emulator.trace):
            if kept is not None:
                self._opened.callback(os.close, kept)
        self.ram = emulator.ram
        self._opened.callback(os.close, self._log)
        self._opened.callback(self._keep_log)
        self._opened.callback(self._child.close)
        self._opened.callback(self._abandon)
        self.snapshot = emulator.snapshot
        self.window = self._map_window(emulator.window)
        self.human_monitor = HumanMonitor(emulator.sockets[self.plan.descriptors.human_monitor])
        self.clock = BudgetClock(DEFAULT, self._child.pid, anew=emulator.opening is None)
        try:
            self._reactor.start(self._attach(emulator, sinks)).result()
        except Refused:
            raise  # QEMU 7.2 would end itself; others are ended with all else that is open
        except EmulatorError as error:
            ended = self._ended.result()
            found = refusal(self.plan.machine, ended.returncode, self.said())
            if not (isinstance(found, Refusal) and self.plan.refusal_ends):
                raise found from error
            self.refused = found.why

    def _map_window(self, descriptor: int | None) -> mmap.mmap | None:
        if descriptor is None:
            return None
        self._opened.callback(os.close, descriptor)
        return self._opened.enter_context(mmap.mmap(descriptor, 0))

    async def _attach(self, emulator: Emulator, sinks: Mapping[str, Sink]) -> None:
        self._attaching = asyncio.current_task()
        numbers, ends = self.plan.descriptors, emulator.sockets
        self._lines = {
            name: Line(ends[number], sinks[name]) for name, number in numbers.consoles.items()
        }
        try:
            await self.monitor.connect(ends[numbers.monitor], emulator.opening)
            if self.plan.waits_at_end or self.plan.outlives_reset:
                self._examining = asyncio.create_task(self._examine())
            if emulator.trace is not None:
                _bound(emulator.trace)
            if emulator.boots:
                await self.monitor.start_guest()
        finally:
            self._ended = self._reactor.start(self._reap())

    async def _examine(self) -> None:
        """Look at the registers of a guest that has ended itself; QEMU waits at every end."""
        while await self.monitor.shut_down() == GUEST_RESET and self.plan.outlives_reset:
            self._count_reset()
            await self.monitor.restart_guest()
        if self.plan.waits_at_end:
            self.registers = await self.monitor.last_registers()
        await self.monitor.quit()

    async def _reap(self) -> Ended:
        ended = await self._child.ended()
        if self._examining:
            self._examining.cancel()
        self.clock.stop(ended.cpu)
        if not self._released:
            # All that the guest said counts before it is known to have ended.
            for line in self._lines.values():
                line.finish()
            await self.monitor.disconnected()
        self._last_words = self._logged()
        self.triple_fault = self._noted_triple_fault()
        self.outcome = ended
        self.activity.notify()
        return ended


def _bound(trace: int) -> None:
    """Let a file in memory grow no more: a guest can reset its processors without end.

    QEMU has opened it, and emptied it, by the time at which its monitor answers.
    """
    os.ftruncate(trace, _LONGEST_LOG)
    fcntl.fcntl(trace, fcntl.F_ADD_SEALS, fcntl.F_SEAL_GROW)
