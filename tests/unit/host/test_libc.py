# SPDX-License-Identifier: MIT
"""Calls that Python's library lacks, and their one home."""

from __future__ import annotations

import errno
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import bench
from bench.host import libc

BENCH = Path(bench.__file__).parent


def test_nothing_else_loads_the_c_library() -> None:
    loading = {file for file in BENCH.rglob("*.py") if "CDLL(None" in file.read_text()}
    assert {file.relative_to(BENCH).as_posix() for file in loading} == {"host/libc.py"}


def test_a_call_that_linux_has_not() -> None:
    with pytest.raises(OSError, match="not implemented") as raised:
        libc.system_call(-1)
    assert raised.value.errno == errno.ENOSYS


@pytest.mark.parametrize(
    ("call", "number"),
    [
        (lambda: libc.set_parent_death_signal(9999), errno.EINVAL),
        (lambda: libc.unshare(1), errno.EINVAL),
        (lambda: libc.sync_file_system(-1), errno.EBADF),
        (lambda: libc.SystemCallFilter(b"").enter(), errno.EINVAL),
    ],
    ids=["prctl", "unshare", "syncfs", "seccomp"],
)
def test_a_refusal_is_an_error_with_its_reason(call: Callable[[], None], number: int) -> None:
    with pytest.raises(OSError, match=os.strerror(number)) as raised:
        call()
    assert raised.value.errno == number


def test_a_hole_reads_as_zeros_and_takes_no_room() -> None:
    file = os.memfd_create("hole")
    os.write(file, b"x" * 3 * 4096)
    libc.punch_hole(file, 4096, 4096)
    assert os.pread(file, 3 * 4096, 0) == b"x" * 4096 + bytes(4096) + b"x" * 4096
    assert os.fstat(file).st_blocks * 512 == 2 * 4096
    os.close(file)


def test_the_clock_of_a_process() -> None:
    before = time.clock_gettime(libc.process_clock(os.getpid()))
    assert 0 < before <= time.process_time()
    child = os.fork()
    if not child:
        signal.pause()
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with pytest.raises(ProcessLookupError):
        libc.process_clock(child)
