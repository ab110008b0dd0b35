# SPDX-License-Identifier: MIT
"""Starts runners, and speaks for one that ended without a word."""

from __future__ import annotations

import contextlib
from typing import Any

from avocado.plugins.spawners.process import ProcessSpawner, ProcessSpawnerHandle

from bench.avocado.forked import ForkedRunner, Nursery
from bench.avocado.runner import KIND
from bench.avocado.status import Status
from bench.avocado.steps import Steps
from bench.avocado.termination import mend
from bench.cells.process.unjudged import failure
from bench.images.tools.progress import SILENT


class BenchSpawner(ProcessSpawner):  # type: ignore[misc]
    """Avocado's process spawner; but cells start fast, and every task finishes.

    Avocado waits for ever for a runner that was killed, by the kernel for want of memory
    or by a Ctrl-C before it could take note of signals.
    """

    description = "Forked runners whose tasks always finish"

    def __init__(self, config: dict[str, Any] | None = None, job: Any = None) -> None:
        super().__init__(config, job)
        self._job = job
        self._nursery: Nursery | None = None
        self._begun: set[str] = set()
        """The names of the cells whose runners were started."""
        mend()

    async def spawn_task(self, runtime_task: Any) -> bool:
        """Start a task's runner."""
        if runtime_task.task.runnable.kind == KIND:
            self.create_task_output_dir(runtime_task)
            runner = await self._fork(runtime_task.task.get_command_args())
            self._begun.add(runtime_task.task.runnable.uri)
            if runner:
                runtime_task.spawner_handle = ProcessSpawnerHandle(runner)
                return True
        return bool(await super().spawn_task(runtime_task))

    async def _fork(self, arguments: list[str]) -> ForkedRunner | None:
        """A runner of the nursery's, and of another one where that was killed."""
        nursery = self._nursery = self._nursery or self._open()
        runner = await nursery.start(arguments)
        if runner or not nursery.killed:
            return runner
        if self._nursery is nursery:  # a cell that starts meanwhile may have replaced it
            self._nursery = self._open()
        return await self._nursery.start(arguments)

    def _open(self) -> Nursery:
        quiet = self._job and self._job.config.get("stdout_claimed_by")
        return Nursery(
            self._cells(),
            self.config["run.max_parallel_tasks"],
            cold=bool(self.config.get("bench.cold")),
            progress=SILENT if quiet else Steps(),
        )

    def _cells(self) -> dict[str, list[str]]:
        """The names of the cells that the job has yet to begin, in order, by project's root."""
        found: dict[str, list[str]] = {}
        for suite in self._job.test_suites if self._job else ():
            for test in suite.tests:
                waits = test.kind == KIND and test.uri not in self._begun
                if waits and "mistake" not in test.kwargs:
                    found.setdefault(test.kwargs["root"], []).append(test.uri)
        return found

    @staticmethod
    async def wait_task(runtime_task: Any) -> None:
        """Wait for a runner's end."""
        await ProcessSpawner.wait_task(runtime_task)
        code = runtime_task.spawner_handle.process.returncode
        if code != 0:
            _finish(runtime_task.task, f"the runner ended with {code} before the test did")


def _finish(task: Any, reason: str) -> None:
    [service] = task.status_services
    with contextlib.suppress(OSError):  # the job itself is ending
        status = Status(service.uri, str(task.identifier), task.job_id)
        status.finished(failure(reason))
        status.close()
