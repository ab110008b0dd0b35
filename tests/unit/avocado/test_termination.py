# SPDX-License-Identifier: MIT
from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterator
from typing import Any

import pytest
from avocado.core.nrunner.runnable import Runnable
from avocado.core.nrunner.task import Task
from avocado.core.status.repo import StatusRepo
from avocado.core.task.runtime import RuntimeTask, RuntimeTaskStatus
from avocado.core.task.statemachine import TaskStateMachine, Worker

from bench.avocado.termination import terminate_tasks

PATIENCE_S = 600.0
"""After which a test that spins is ended: none that works comes near, on any host."""


class Spawner:
    """Ends a task as soon as it is asked to."""

    async def terminate_task(self, task: RuntimeTask) -> bool:
        return True


def a_task(name: str) -> RuntimeTask:
    return RuntimeTask(Task(Runnable("noop", name), identifier=name, job_id="job"))


async def terminate(machine: TaskStateMachine, meanwhile: Any = None) -> list[RuntimeTask]:
    worker = Worker(machine, Spawner(), max_running=1)
    going_on = asyncio.ensure_future(meanwhile) if meanwhile else None
    terminated = await terminate_tasks(worker, RuntimeTaskStatus.INTERRUPTED)
    if going_on:
        await going_on
    return terminated


@pytest.fixture(autouse=True)
def impatience() -> Iterator[None]:
    """What must not spin for ever is ended by a signal: nothing else reaches it."""

    def give_up(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE_S)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


def test_what_runs_is_terminated_and_what_waits_is_not_begun() -> None:
    waiting, running = a_task("waiting"), a_task("running")
    machine = TaskStateMachine([waiting, running], StatusRepo("job"))
    machine.requested.remove(running)
    machine.monitored.append(running)
    assert asyncio.run(terminate(machine)) == [running]
    assert machine.finished == [waiting]


def test_a_task_between_two_states_is_waited_for() -> None:
    task = a_task("ending")
    machine = TaskStateMachine([task], StatusRepo("job"))
    machine.requested.clear()
    assert asyncio.run(terminate(machine, machine.finish_task(task))) == []


def test_a_task_that_is_just_being_started_is_terminated() -> None:
    task = a_task("starting")
    machine = TaskStateMachine([task], StatusRepo("job"))
    machine.requested.clear()

    async def start() -> None:
        await asyncio.sleep(0)
        machine.monitored.append(task)

    assert asyncio.run(terminate(machine, start())) == [task]
