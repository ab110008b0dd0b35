"""QEMU's process, as whoever forked it or was handed it sees it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Ended:
    """How a process ended.

    Attributes:
        returncode: as of subprocess.
        cpu: CPU seconds that it used in all.
    """

    returncode: int
    cpu: float


class Child(Protocol):
    """A QEMU process that nobody else waits for."""

    pid: int

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
    """

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._pidfd = os.pidfd_open(pid)

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
        return Ended(os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime)

    def close(self) -> None:
        """Give up what this holds; the process has ended."""
        os.close(self._pidfd)
