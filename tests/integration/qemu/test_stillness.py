# SPDX-License-Identifier: MIT
"""A process is still that only somebody else can wake."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bench.qemu.spawning.stillness import is_still

_WAIT = "import select; select.poll().poll()"
_THREAD = "import threading; threading.Thread(target=lambda: exec({!r})).start();"


@contextmanager
def _process(code: str) -> Iterator[int]:
    script = f"print(flush=True); {code}"
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()
        yield process.pid
        process.kill()


@pytest.mark.parametrize("code", [_WAIT, _THREAD.format("threading.Lock().acquire()") + _WAIT])
def test_who_waits_for_ever_becomes_still(code: str) -> None:
    with _process(code) as pid:
        while not is_still(pid):
            time.sleep(0.01)


@pytest.mark.parametrize(
    "code",
    [
        "import select; select.poll().poll(1_000_000)",
        "import time; time.sleep(1000)",
        "while True: pass",
        _THREAD.format("import time; time.sleep(1000)") + _WAIT,
        _THREAD.format("lock = threading.Lock(); lock.acquire(); lock.acquire(timeout=1000)")
        + _WAIT,
    ],
)
def test_who_has_a_timer_never_is(code: str) -> None:
    with _process(code) as pid:
        for _ in range(50):
            assert not is_still(pid)
            time.sleep(0.01)


def test_who_has_ended_is_not() -> None:
    process = subprocess.Popen(["true"])
    process.wait()
    assert not is_still(process.pid)
