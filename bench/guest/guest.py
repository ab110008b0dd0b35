# SPDX-License-Identifier: MIT
"""A machine that runs: all that a test can see of it and do to it."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from bench.definitions.images.passes import Passes
from bench.errors import BenchError, EmulatorError
from bench.guest.console.console import Console, NotSeen
from bench.guest.console.terminal import LiveTerminal
from bench.guest.dead_end import DeadEnd
from bench.guest.debugger import Debugger, serve_at
from bench.guest.display.keyboard import Keyboard
from bench.guest.display.menu import Menu
from bench.guest.display.screen import LiveScreen
from bench.guest.exit import AGAIN, Exit, Left, classify
from bench.guest.memory import Memory
from bench.guest.network import Network
from bench.guest.passing import judge, refuse_nothing, watch
from bench.qemu.activity import Activity
from bench.qemu.budget import DEFAULT, Budget
from bench.qemu.emulator import Emulator, boot
from bench.qemu.monitor.monitor import Event, Monitor
from bench.qemu.planning.plan import Plan
from bench.qemu.process import Process
from bench.qemu.spawning.child import Ended
from bench.qemu.why_ended import telling_line
from bench.structs.registers import parse_registers

_LOOK_AGAIN = 0.03
"""Wall seconds between two looks at whether a guest rests."""
_AT_REST = 0.002
"""CPU seconds that a guest which rests uses between two looks, with all its CPUs."""
_LOOKS = 30
_SAID = 256 << 10
"""Bytes of a console that are handed on."""


class Guest:
    """A booted machine.

    Attributes:
        plan: what it boots.
        consoles: its serial lines, by name.
        screen: its screen.
        keyboard: its keyboard, where it has one.
        memory: its physical memory.
        network: its network card, where it has one.
        debugged: whether a debugger may hold it, and let it go on.
    """

    def __init__(
        self,
        plan: Plan,
        evidence: Path | None,
        emulator: Emulator | None = None,
        *,
        budget: Budget = DEFAULT,
    ) -> None:
        """Start a guest, with logs in a folder.

        Args:
            plan: how it starts.
            evidence: the folder; None to keep none.
            emulator: a QEMU to take charge of; one that boots if None.
            budget: how much it may work.

        Raises:
            HostError: the emulator is not installed.
            Refusal: it refused its command line, and the plan does not foresee that.
        """
        self.plan = plan
        self.evidence = evidence
        self.debugged = False
        self._resets_seen = 0
        activity = Activity()
        self.consoles = {name: Console(name, evidence, activity) for name in plan.consoles}
        sinks: dict[str, Callable[[bytes], None]] = {
            name: console.feed for name, console in self.consoles.items()
        }
        try:
            emulator = emulator or boot(plan, evidence and evidence / "qemu.log")
            for name, text in emulator.said.items():
                self.consoles[name].feed(text)
            self._process = Process(plan, emulator, evidence, sinks, activity)
            self._process.clock.budget = budget
        except BaseException:
            for console in self.consoles.values():
                console.close()
            raise
        for console in self.consoles.values():
            console.attach(self._process)
        self.memory = Memory(self._process)
        self.screen = LiveScreen(self._process, plan.screen, evidence)
        self.keyboard = Keyboard(self._process)
        self.network = Network(self._process, present=plan.network)
        activity.dead_end = DeadEnd(self)

    @property
    def console(self) -> Console:
        """The first serial line, which is the human one."""
        return next(iter(self.consoles.values()))

    @property
    def terminal(self) -> LiveTerminal:
        """The first serial line, read as the screen of a terminal."""
        return self.console.terminal

    @property
    def menu(self) -> Menu:
        """A menu on its text screen, which its keyboard moves in."""
        return Menu(self.screen, self.keyboard.press)

    @property
    def terminal_menu(self) -> Menu:
        """A menu on the terminal of its first serial line."""
        return Menu(self.terminal, self.console.press)

    @property
    def control(self) -> Console:
        """The last serial line, on which agents speak."""
        return list(self.consoles.values())[-1]

    @property
    def monitor(self) -> Monitor:
        """QEMU's monitor, for what the bench has no name for."""
        return self._process.monitor

    def human_monitor(self, command: str) -> str:
        """Run a command of QEMU's human monitor and return what it prints.

        Raises:
            EmulatorError: QEMU has gone or does not answer.
        """
        return self._process.human_monitor.run([command])[0]

    @cached_property
    def debugger(self) -> Debugger:
        """QEMU's stub for gdb, which holds the guest from the first time that this is asked for.

        Raises:
            EmulatorError: QEMU has gone or does not answer.
        """
        return Debugger(self)

    @property
    def pid(self) -> int:
        """QEMU's process ID."""
        return self._process.pid

    @property
    def cpu_seconds(self) -> float:
        """CPU seconds that QEMU has used for this guest."""
        return self._process.clock.cpu

    @property
    def worked_too_much(self) -> bool:
        """Whether it used up the CPU time of its budget."""
        return self._process.clock.worked_too_much()

    def allow(self, budget: Budget) -> None:
        """Count what it uses from now on, and against another budget."""
        self._process.clock.restart(budget)

    @property
    def exit(self) -> Exit | None:
        """How it ended; None while it runs."""
        outcome = self._process.outcome
        if outcome is None:
            return None
        return classify(outcome, self._left, self.plan.exits, killed=self._process.killed)

    @cached_property
    def _left(self) -> Left:
        """The traces of QEMU, once it has ended."""
        process = self._process
        return Left(
            events=process.monitor.events,
            complaint=telling_line(process.said(), starting=False),
            registers=parse_registers(process.registers),
            triple_fault=process.triple_fault,
            symbols=self.plan.boot.symbols,
            refused=process.refused,
        )

    @property
    def last_registers(self) -> str:
        """The CPUs' registers at a reset that was a kernel's end, as QEMU prints them; or empty."""
        return self._process.registers if self.exit and self.exit.places else ""

    def wait_exit(self) -> Exit:
        """Block until the guest has ended.

        Raises:
            BudgetSpent: it does not end within its budget.
            HostError, EmulatorError: QEMU ended of itself.
        """
        self._process.activity.wait(
            lambda: True if self._process.returncode is not None else None,
            self._process.clock,
            "the guest to end",
        )
        ended = self.exit
        assert ended is not None, "it has just been waited for"
        if ended.error:
            raise ended.error
        return ended

    def passes(self, wanted: Passes | None = None) -> None:
        """Wait until the guest is done, and see that it passes as its author says.

        Args:
            wanted: how; as the definition of its image says if None.

        Raises:
            AssertionError: it does not pass.
            BudgetSpent: it is not done within its budget.
            BenchError: nothing says how it passes.
            HostError, EmulatorError: QEMU ended of itself.
        """
        asked = refuse_nothing(wanted or self.plan.boot.passes)
        done = watch(asked, self.console)
        judge(asked, self.console, None if done and not asked.exit else self.wait_exit())

    def wait_reset(self) -> None:
        """Block until the guest has reset itself, once more than when this last returned.

        Raises:
            BenchError: a reset ends this guest.
            NotSeen: it ended first.
            BudgetSpent: it does not reset itself within its budget.
            HostError, EmulatorError: QEMU ended of itself.
        """
        if not self.plan.outlives_reset:
            raise BenchError("a reset ends this guest", hint=AGAIN)
        process = self._process

        def look() -> bool | None:
            ended = self.exit
            if process.resets > self._resets_seen:
                return True
            if ended:
                raise ended.error or NotSeen(f"no reset came before the guest ended: {ended}")
            return None

        process.activity.wait(look, process.clock, "a reset")
        self._resets_seen += 1

    def wait_event(self, accept: Callable[[Event], bool], awaited: str, *, after: int = 0) -> Event:
        """Block until QEMU has reported an event; one that it has reported already counts.

        Args:
            accept: whether an event is the one.
            awaited: what is waited for, for errors.
            after: how many of the monitor's first events do not count.

        Raises:
            BudgetSpent: it does not come within the guest's budget.
            EmulatorError: QEMU has ended without it.
        """

        def look() -> Event | None:
            # Before the look at the events: the last of them is there by then.
            ended = self.exit
            found = next(filter(accept, self.monitor.events[after:]), None)
            if ended and not found:
                raise EmulatorError(f"QEMU ended before {awaited}: {ended}")
            return found

        return self._process.activity.wait(look, self._process.clock, awaited, of_guest=False)

    def come_to_rest(self) -> None:
        """Wait until the guest has nothing to do, or has not stopped doing things for long.

        Nothing tells when an emulated CPU halts, so its use of time is looked at.
        """
        looked = [(time.monotonic(), self.cpu_seconds)]

        def look() -> bool | None:
            now = time.monotonic()
            if now - looked[-1][0] < _LOOK_AGAIN:  # something came meanwhile
                return None
            looked.append((now, self.cpu_seconds))
            return looked[-1][1] - looked[-2][1] < _AT_REST or len(looked) > _LOOKS or None

        self._process.activity.wait(look, self._process.clock, "rest", again=_LOOK_AGAIN)

    @classmethod
    def held(cls, plan: Plan, evidence: Path, path: Path, budget: Budget) -> Self:
        """A guest that waits, before its first instruction, for a gdb to let it go.

        Args:
            plan: how it starts.
            evidence: the folder for its logs.
            path: of a socket for `target remote`, which comes to be; at most 107 bytes.
            budget: how much it may work.

        Raises:
            HostError: the emulator is not installed.
            EmulatorError: it refused its command line, or the socket.
        """
        emulator = boot(plan, evidence / "qemu.log")
        emulator.boots = False
        guest = cls(plan, evidence, emulator, budget=budget)
        try:
            serve_at(guest, path)
        except BaseException:
            guest.close()
            raise
        return guest

    def rests(self) -> bool:
        """Whether its operating system tells that it does nothing unless the test does."""
        return False

    def hold(self) -> None:
        """Stop the guest's CPUs."""
        self.monitor.hold()

    def let_go(self) -> Emulator:
        """Stop talking to the guest, so that another process can; `close` still ends it.

        The other is told what the consoles said; of a flood the end.
        """
        emulator = self._process.release()
        said = {name: console.newest(_SAID) for name, console in self.consoles.items()}
        return replace(emulator, said=said)

    @property
    def ended(self) -> Future[Ended]:
        """How QEMU ended, once it has."""
        return self._process.ended

    def close(self) -> None:
        """End the guest if it still runs; nothing of it is left."""
        self._process.close()
        if "debugger" in self.__dict__:
            self.debugger.close()
        for console in self.consoles.values():
            console.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()
