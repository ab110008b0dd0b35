# SPDX-License-Identifier: MIT
"""QEMU's process, as whoever forked it or was handed it sees it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from dataclasses import dataclass
from typing import Protocol

from bench.qemu.spawning.exit_status import ExitListener


@dataclass(frozen=True)
class Ended:
    """How a process ended.

    Attributes:
        returncode: as of subprocess, but of 32 bits where it is not negative.
        cpu: CPU seconds that it used in all.
        by_processor: whether a thread beside its first one had it exit: where that is a
            QEMU, one that runs a processor of the guest's.
        whole: whether all 32 bits are known, and the thread; else the lowest eight.
    """

    returncode: int
    cpu: float
    by_processor: bool = False
    whole: bool = True


class Child(Protocol):
    """A QEMU process that nobody else waits for."""

    pid: int

    @property
    def text(self) -> bytes:
        """A VGA adapter's window of text, of 32 KiB, when QEMU exited.

        Nothing before that, and where it is not known.
        """

    def kill(self) -> None:
        """End it, unless it has ended."""

    async def ended(self) -> Ended:
        """Wait for its end, once; runs in the reactor."""

    def close(self) -> None:
        """Give up what this holds; the process has ended."""


class OwnChild:
    """A process that this one forked and alone may reap.

    Args:
        pid: the child's, which nobody waits for elsewhere.
        exits: tells how it exits.
    """

    def __init__(self, pid: int, exits: ExitListener) -> None:
        self.pid = pid
        self._exits = exits
        self._pidfd = os.pidfd_open(pid)

    @property
    def text(self) -> bytes:
        """A VGA adapter's window of text when QEMU exited."""
        return self._exits.seen

    def kill(self) -> None:
        """End it, unless it has ended."""
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)

    async def ended(self) -> Ended:
        """Wait for its end, once; runs in the reactor."""
        readable = asyncio.Event()
        loop = asyncio.get_running_loop()
        loop.add_reader(self._pidfd, readable.set)
        await readable.wait()
        loop.remove_reader(self._pidfd)
        _, status, usage = os.wait4(self.pid, 0)
        self._exits.close()
        cpu = usage.ru_utime + usage.ru_stime
        if (said := self._exits.status) and os.WIFEXITED(status):
            return Ended(said.value, cpu, by_processor=said.thread != self.pid)
        return Ended(os.waitstatus_to_exitcode(status), cpu, whole=self._exits.hears)

    def close(self) -> None:
        """Give up what this holds; the process has ended."""
        os.close(self._pidfd)
