# SPDX-License-Identifier: MIT
"""Keeps avocado 113 from hanging when it is interrupted.

Its `Worker._terminate_tasks` spins without letting the event loop run until every task
is finished. A task that is just being started, or whose process has just ended, needs
the loop to get there: then Ctrl-C leaves avocado spinning for ever.
"""

from __future__ import annotations

import asyncio
from typing import Any

from avocado.core.task.statemachine import Worker


async def terminate_tasks(worker: Any, task_status: Any) -> list[Any]:
    """End every task; what `Worker._terminate_tasks` is meant to do."""
    machine = worker._state_machine
    terminated: list[Any] = []
    while len(machine.finished) + len(terminated) < machine.task_size:
        await machine.abort(task_status)
        if machine.monitored:
            task = machine.monitored.pop(0)
            terminated.append(task)
            await worker._terminate_task(task, task_status)
        else:
            await asyncio.sleep(0.01)  # avocado has nothing to wait for here
    return terminated


def mend() -> None:
    """Have avocado terminate tasks as above."""
    Worker._terminate_tasks = terminate_tasks
