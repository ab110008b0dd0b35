# SPDX-License-Identifier: MIT
"""QEMU's monitor: the QEMU Machine Protocol over an inherited socket."""

from __future__ import annotations

import asyncio
import json
import logging
import socket
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import IO, Any, cast

from qemu.qmp import EventListener, ExecInterruptedError, ExecuteError, Message, QMPClient, QMPError

from bench.errors import EmulatorError
from bench.qemu.monitor.opening import Command, answered
from bench.qemu.spawning.reactor import Reactor

# A guest that ends in the middle of a message is an observation, not a log line.
logging.getLogger("qemu.qmp").setLevel(logging.CRITICAL)


CONTINUE: Command = ("cont", {})

GUEST_RESET = "guest-reset"
"""The reason of a SHUTDOWN by a guest that has reset itself (QAPI, ShutdownCause)."""


class Gone(EmulatorError):
    """QEMU ended before it answered a command, which it may have done."""


@dataclass(frozen=True)
class Event:
    """An event of the monitor.

    Attributes:
        seconds: since the guest was started.
        name: as QEMU's QAPI schema has it, `SHUTDOWN`.
        data: its arguments.
    """

    seconds: float
    name: str
    data: dict[str, Any]


class Monitor:
    """A connection to QEMU's monitor; every event is kept, and written as it comes.

    Args:
        reactor: where it talks to QEMU.
        evidence: folder for `events.jsonl`; None to keep none.
        observed: told of each event.
        goes_on: whether a guest that resets itself is to go on: then QEMU stops at the reset, and
            `restart_guest` is due.
    """

    _EVENT_LIMIT = 10_000
    """A guest can cause events without end; what matters comes early."""

    _REPLY_LIMIT = 60.0
    """Wall seconds for one reply: QEMU answers in under a millisecond while it lives."""

    def __init__(
        self,
        reactor: Reactor,
        evidence: Path | None,
        observed: Callable[[Event], None],
        *,
        goes_on: bool = False,
    ) -> None:
        self._reactor = reactor
        self._client = QMPClient("guest")
        self._log = _open_log(evidence)
        self._observed = observed
        self._started = time.time()
        self._goes_on = goes_on
        self._held = False
        self._overlooked: Counter[str] = Counter()
        self._shut_down: asyncio.Queue[str] = asyncio.Queue()
        self._reset = asyncio.Event()
        self.events: list[Event] = []

    async def connect(self, peer: socket.socket, opening: Sequence[Command] | None) -> None:
        """Take over when QEMU has done what it was told first; runs in the reactor.

        Args:
            peer: the bench's end of the monitor's socket, of which this has a copy.
            opening: what QEMU was told; None if somebody has talked to it since.

        Raises:
            EmulatorError: QEMU refused that, or ended before it answered.
        """
        # As a filter rather than a queue: an event is kept before any later reply is seen.
        self._client.register_listener(EventListener(event_filter=self._keep))
        self._client.await_greeting = self._client.negotiate = False
        peer.setblocking(False)
        if opening is not None:
            if CONTINUE in opening:
                self.overlook("RESUME")
            await answered(peer, len(opening), self._keep)
        try:
            await self._client.connect(peer.dup())
        except (QMPError, OSError, EOFError, AssertionError):
            return  # QEMU has ended already; qemu.qmp takes it for granted that it has not

    async def start_guest(self) -> None:
        """Let a guest go that QEMU holds (`-S`) until somebody listens; runs in the reactor.

        One that ends at once would otherwise be gone with the event that explains it.
        """
        self.overlook("RESUME")
        with suppress(ExecInterruptedError):  # a guest may end QEMU before it replies
            await self._execute_all([CONTINUE])

    def resume(self) -> None:
        """Let the guest go on from where its template was frozen, or the bench held it."""
        self.overlook("RESUME")
        self.execute_all([CONTINUE])

    def hold(self) -> None:
        """Stop the guest's CPUs."""
        self.overlook("STOP")
        self.execute("stop")

    async def shut_down(self) -> str:
        """Wait until QEMU says that the guest has ended, and why; runs in the reactor."""
        return await self._shut_down.get()

    async def restart_guest(self) -> None:
        """Let a guest go on that QEMU stopped at its reset; runs in the reactor."""
        self._reset.clear()
        allowed: Command = ("set-action", {"reboot": "reset"})
        with suppress(QMPError, OSError, EOFError):  # it may have been ended
            await self._execute_all([allowed, ("system_reset", {})])
            await self._reset.wait()
            self._forget_resets()
            await self._execute_all([("set-action", {"reboot": "shutdown"}), CONTINUE])

    def _forget_resets(self) -> None:
        """Of a stopped guest: what it has asked for beyond the reset that is done.

        A PC's firmware asks for a reset in several ways, one after the other, and a processor goes
        on until QEMU has stopped it: on a busy host QEMU tells of one reset twice. It does so
        before it tells that the reset is done. It stopped the guest once only.
        """
        reasons = [self._shut_down.get_nowait() for _ in range(self._shut_down.qsize())]
        for reason in reasons:
            if reason == GUEST_RESET:
                self._overlooked.subtract(("STOP", "RESUME"))
            else:
                self._shut_down.put_nowait(reason)

    async def last_registers(self) -> str:
        """The CPUs' registers, of a guest that has ended; runs in the reactor.

        Empty if QEMU has gone.
        """
        look: Command = ("human-monitor-command", {"command-line": "info registers -a"})
        with suppress(QMPError, OSError, EOFError):
            return cast("str", (await self._execute_all([look]))[0])
        return ""

    async def quit(self) -> None:
        """Have QEMU end itself; runs in the reactor."""
        with suppress(QMPError, OSError, EOFError):  # it may end before it replies
            await self._execute_all([("quit", {})])

    async def disconnect(self) -> None:
        """Leave QEMU to somebody else; runs in the reactor."""
        await self._client.disconnect()

    async def disconnected(self) -> None:
        """Wait until QEMU has closed its end and every event is kept; runs in the reactor."""
        with suppress(QMPError, OSError, EOFError):  # how it ended is the process's to say
            while self._client.runstate.name == "RUNNING":
                await self._client.runstate_changed()
            await self._client.disconnect()

    def close(self) -> None:
        """Close the log of events."""
        with suppress(OSError):
            self._log.close()

    def execute(self, command: str, **arguments: Any) -> Any:
        """Run one command and return its value.

        Raises:
            EmulatorError: QEMU refused it, has gone, or does not answer.
        """
        return self.execute_all([(command, arguments)])[-1]

    def execute_all(self, commands: Sequence[Command]) -> list[Any]:
        """Run several commands, sent in one go; QEMU runs them in this order.

        Raises:
            EmulatorError: as for `execute`.
        """
        names = ", ".join(name for name, _ in commands)
        try:
            return self._reactor.start(self._execute_all(commands)).result(self._REPLY_LIMIT)
        except ExecuteError as error:
            raise EmulatorError(f"QEMU refused {names}: {error.error.error.desc}") from error
        except TimeoutError as error:
            raise EmulatorError(f"QEMU does not answer {names}") from error
        except (QMPError, EOFError, OSError) as error:
            raise Gone(f"QEMU ended before it answered {names}") from error

    def send_file(self, name: str, descriptor: int) -> None:
        """Hand QEMU an open file, which its other commands know as `fd:NAME`.

        Raises:
            EmulatorError: as for `execute`.
        """
        self._send(descriptor)
        self.execute("getfd", fdname=name)

    def add_file(self, descriptor: int) -> str:
        """Hand QEMU an open file; returns the path that it opens it by, with the same access.

        Raises:
            EmulatorError: as for `execute`.
        """
        self._send(descriptor)
        return f"/dev/fdset/{self.execute('add-fd')['fdset-id']}"

    def _send(self, descriptor: int) -> None:
        try:
            self._reactor.call(lambda: self._client.send_fd_scm(descriptor))
        except (QMPError, OSError) as error:
            raise EmulatorError("QEMU ended before it was handed a file") from error

    @property
    def held(self) -> bool:
        """Whether somebody stopped the guest's CPUs."""
        return self._held

    def overlook(self, *names: str) -> None:
        """Do not keep the next event of each name: the bench itself causes it."""
        self._overlooked.update(names)

    async def _execute_all(self, commands: Sequence[Command]) -> list[Any]:
        return await asyncio.gather(
            *(self._client.execute(name, dict(arguments)) for name, arguments in commands)
        )

    def _keep(self, received: Message | dict[str, Any]) -> bool:
        message = cast("dict[str, Any]", received)
        name, data = message["event"], message.get("data", {})
        if self._goes_on and name == "SHUTDOWN" and data.get("reason") == GUEST_RESET:
            self.overlook("STOP", "RESUME")
            self._shut_down.put_nowait(GUEST_RESET)
            return False
        if name == "RESET":
            self._reset.set()
        if self._overlooked[name]:
            self._overlooked[name] -= 1
            return False
        if name in {"STOP", "RESUME"}:
            self._held = name == "STOP"
        if len(self.events) == self._EVENT_LIMIT:
            return False
        stamp = message["timestamp"]
        seconds = stamp["seconds"] + stamp["microseconds"] / 1e6 - self._started
        event = Event(round(seconds, 6), name, data)
        self.events.append(event)
        if name == "SHUTDOWN":
            self._shut_down.put_nowait(event.data.get("reason", ""))
        with suppress(OSError):  # of use afterwards; `events` has them
            self._log.write(json.dumps([event.seconds, event.name, event.data]) + "\n")
        self._observed(event)
        return False


def _open_log(evidence: Path | None) -> IO[str]:
    if evidence:
        with suppress(OSError):
            return (evidence / "events.jsonl").open("w", encoding="utf-8")
    return StringIO()
