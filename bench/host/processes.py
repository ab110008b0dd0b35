# SPDX-License-Identifier: MIT
"""Things of Linux that Python's library lacks, without importing much for them."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
from pathlib import Path

PR_SET_PDEATHSIG = 1
"""prctl(2): the signal that this process gets when the thread that forked it ends."""


def die_with(parent: int) -> None:
    """Have the kernel kill this process when its parent ends.

    Args:
        parent: the process id that the parent is known to have; a parent that ended
            before the kernel was asked is noticed by it.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_PDEATHSIG)")
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)


def rename(name: str) -> None:
    """Tell `ps` and people what a fork does, in up to 15 bytes."""
    Path("/proc/self/comm").write_text(name)


def kill_group(leader: int) -> None:
    """Kill a child that has not been waited for, and its process group if it leads one."""
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError):
            kill(leader, signal.SIGKILL)
