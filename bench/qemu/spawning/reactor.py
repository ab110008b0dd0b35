# SPDX-License-Identifier: MIT
"""One thread with an event loop, for everything that must go on while a test computes.

Consoles are drained, monitor events received and QEMU forked here. The thread lives as
long as the process does: Linux delivers a child's parent-death signal when the *thread*
that forked it ends (prctl(2), PR_SET_PDEATHSIG), so QEMU must be forked by one that stays.
"""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from typing import Any, TypeVar

T = TypeVar("T")


class Reactor:
    """An asyncio loop that runs in a daemon thread of its own."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, name="reactor", daemon=True)
        self.thread.start()

    def start(self, coroutine: Coroutine[Any, Any, T]) -> Future[T]:
        """Run `coroutine` in the reactor's thread, without waiting for it."""
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop)

    def call(self, function: Callable[[], T]) -> T:
        """Run `function` in the reactor's thread and return what it returns."""

        async def run() -> T:
            return function()

        return self.start(run()).result()


_reactor: tuple[int, Reactor] | None = None
_guard = threading.Lock()


def reactor() -> Reactor:
    """The process's reactor; a forked child gets one of its own."""
    global _reactor  # noqa: PLW0603 - one a process, made when first needed
    with _guard:
        if _reactor is None or _reactor[0] != os.getpid():
            _reactor = (os.getpid(), Reactor())
        return _reactor[1]
