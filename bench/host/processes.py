# SPDX-License-Identifier: MIT
"""Things of Linux that Python's library lacks, without importing much for them."""

from __future__ import annotations

import contextlib
import os
import signal
from pathlib import Path

from bench.host import libc


def die_with(parent: int) -> None:
    """Have the kernel kill this process when its parent ends.

    Args:
        parent: the process id that the parent is known to have; a parent that ended
            before the kernel was asked is noticed by it.
    """
    libc.set_parent_death_signal(signal.SIGKILL)
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
