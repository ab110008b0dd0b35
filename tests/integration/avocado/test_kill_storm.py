# SPDX-License-Identifier: MIT
"""A short storm; `make storm` is the long one."""

from __future__ import annotations

import math
import os
import random
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.qemu.budget import Budget
from tests import kill_storm


@pytest.fixture(scope="module", autouse=True)
def _shelf() -> Iterator[None]:
    with kill_storm.own_shelf():
        yield


@pytest.mark.parametrize("number", range(len(kill_storm.BLOWS)))
def test_nothing_is_left(number: int, tmp_path: Path) -> None:
    blow, target = kill_storm.pair(number)
    _, left = kill_storm.strike(target, blow, tmp_path, random.Random(number))
    assert left == []


def test_a_process_that_stays_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kill_storm, "LEFT", Budget(cpu=math.inf, idle=0.3))
    stays = subprocess.Popen(["sleep", "1000"], env={**os.environ, kill_storm.MARK: "stays"})
    run = kill_storm.Run(stays, "stays")
    kill_storm.wait_gone(run)
    assert list(run.processes()) == [stays.pid]
    stays.kill()
    stays.wait()
    kill_storm.wait_gone(run)
    assert run.processes() == {}


def test_what_they_have_left_serves_the_next_run() -> None:
    assert kill_storm.quiet_run() == 0
