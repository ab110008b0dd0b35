# SPDX-License-Identifier: MIT
from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from bench.avocado.forked import ForkedRunner, Nursery

from .conftest import EXECUTE, HANGS, PATIENCE, Hanging, Server, gone

Scenario = Callable[[Nursery], Awaitable[None]]


@pytest.fixture
def hanging(tmp_path: Path) -> Hanging:
    return Hanging(tmp_path)


@pytest.fixture
def arguments(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Of a runner whose test hangs until it is told to end."""
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests/a.py").write_text(HANGS)
    (tmp_path / "sitecustomize.py").write_text(EXECUTE)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    options = ["-i", "1-x", "-j", "job", "-u", "tests/a.py:A.test_hang[q35]", "-s", server.uri]
    return [*options, f"output_dir={tmp_path}", f"root={tmp_path}"]


def play(scenario: Scenario) -> None:
    async def whole() -> None:
        await asyncio.wait_for(scenario(Nursery({}, 1)), PATIENCE)

    asyncio.run(whole())


async def started(nursery: Nursery, arguments: list[str]) -> ForkedRunner:
    runner = await nursery.start(arguments)
    assert runner
    return runner


def test_a_runner_ends_with_its_exit_code(arguments: list[str], server: Server) -> None:
    server.close()

    async def scenario(nursery: Nursery) -> None:
        runner = await started(nursery, arguments)
        assert await runner.wait() == 1  # it found no status server
        assert runner.returncode == 1

    play(scenario)


@pytest.mark.parametrize(("end", "code"), [("terminate", 0), ("kill", -signal.SIGKILL)])
def test_a_runner_can_be_ended(arguments: list[str], hanging: Hanging, end: str, code: int) -> None:
    async def scenario(nursery: Nursery) -> None:
        runner = await started(nursery, arguments)
        processes = await asyncio.to_thread(hanging.processes)
        assert runner.returncode is None
        getattr(runner, end)()
        assert await runner.wait() == code
        assert all(gone(process) for process in processes)
        getattr(runner, end)()  # which reaches nobody else

    play(scenario)


def test_runners_end_with_the_process_that_forks_them(
    arguments: list[str], hanging: Hanging
) -> None:
    async def scenario(nursery: Nursery) -> None:
        runner = await started(nursery, arguments)
        processes = await asyncio.to_thread(hanging.processes)
        nursery._process.kill()
        assert await runner.wait() == -signal.SIGKILL
        assert all(gone(process) for process in processes)
        assert await nursery.start(arguments) is None

    play(scenario)


def test_a_process_that_cannot_start_forks_nothing(arguments: list[str], tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("raise SystemExit")

    async def scenario(nursery: Nursery) -> None:
        assert await nursery.start(arguments) is None

    play(scenario)


def test_nothing_that_is_imported_starts_a_thread() -> None:
    """A fork copies one thread only, and locks as they are."""
    code = "import bench.avocado.nursery, threading; print(threading.active_count())"
    assert subprocess.check_output([sys.executable, "-c", code]) == b"1\n"
