# SPDX-License-Identifier: MIT
"""Runners that `bench.avocado.nursery` forks, as avocado's event loop sees them."""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
from collections import deque
from collections.abc import Mapping, Sequence
from typing import Any

from bench.avocado.runner import parse
from bench.cells.process.server_process import start_server
from bench.images.tools.progress import SILENT, Progress

REPLY = 4096
"""More bytes than any reply has."""


class ForkedRunner:
    """A runner, with what avocado uses of `asyncio.subprocess.Process`."""

    def __init__(self, pid: int, nursery: Nursery) -> None:
        self.pid = pid
        self._nursery = nursery
        self._end = asyncio.get_running_loop().create_future()

    @property
    def returncode(self) -> int | None:
        """The exit code, a signal's number negated, or None while it runs."""
        return self._end.result() if self._end.done() else None

    async def wait(self) -> int:
        """Wait for the end; the exit code."""
        code: int = await asyncio.shield(self._end)
        return code

    def terminate(self) -> None:
        """Ask it to end."""
        self._nursery.signal(self.pid, signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self._nursery.signal(self.pid, signal.SIGKILL)

    def ended(self, code: int) -> None:
        """Note its end."""
        self._end.set_result(code)


class Nursery:
    """The process that forks runners; it starts with this, and ends with avocado.

    Args:
        cells: the names of those that will run, in their order, by their project's root.
        workers: how many of them run at a time.
        cold: whether every guest is to boot.
        progress: told of each step of a build.
    """

    def __init__(
        self,
        cells: Mapping[str, Sequence[str]],
        workers: int,
        *,
        cold: bool = False,
        progress: Progress = SILENT,
    ) -> None:
        self._progress = progress
        self._connection, self._process = start_server(
            "bench.avocado.nursery", cells, workers=workers, cold=cold
        )
        self._connection.setblocking(False)
        self._asked: deque[asyncio.Future[ForkedRunner | None]] = deque()
        self._runners: dict[int, ForkedRunner] = {}
        self._gone = False
        self._listening = asyncio.get_running_loop().create_task(self._listen())

    @property
    def killed(self) -> bool:
        """Whether somebody ended it: one that ended itself would do so again."""
        return self._gone and self._process.wait() < 0

    async def start(self, arguments: list[str]) -> ForkedRunner | None:
        """Start a runner.

        Args:
            arguments: what follows `task-run` on a runner's command line.

        Returns:
            The runner; None if the process that forks them cannot be asked.
        """
        options = parse(arguments)
        known = {"name": options["-u"], "root": options["root"]} if "root" in options else {}
        if self._gone or not self._ask(run={"options": options, **known}):
            return None
        self._asked.append(asyncio.get_running_loop().create_future())
        return await self._asked[-1]

    def signal(self, pid: int, number: int) -> None:
        """Send a signal to a runner, unless it has ended."""
        self._ask(signal=[pid, number])

    def _ask(self, **request: Any) -> bool:
        """Whether a request could be sent; the end of the process is noticed elsewhere."""
        try:
            return bool(self._connection.send(json.dumps(request).encode()))
        except BlockingIOError:
            return False
        except OSError:
            self._gone = True
            return False

    async def _listen(self) -> None:
        loop = asyncio.get_running_loop()
        with contextlib.suppress(OSError):
            while packet := await loop.sock_recv(self._connection, REPLY):
                self._note(json.loads(packet))
        self._lose()

    def _note(self, reply: dict[str, Any]) -> None:
        match reply:
            case {"started": pid}:
                self._runners[pid] = ForkedRunner(pid, self)
                self._asked.popleft().set_result(self._runners[pid])
            case {"ended": pid, "code": code}:
                self._runners.pop(pid).ended(code)
            case {"step": text}:
                self._progress.step(text)

    def _lose(self) -> None:
        """The process has gone, and every runner with it."""
        self._gone = True
        while self._asked:
            self._asked.popleft().set_result(None)
        while self._runners:
            self._runners.popitem()[1].ended(-signal.SIGKILL)
