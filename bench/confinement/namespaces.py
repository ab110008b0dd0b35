# SPDX-License-Identifier: MIT
"""Namespaces of its own for a program and all that it starts: processes, network, shared memory.

The first process in one is the program; with it, the kernel ends all others (pid_namespaces(7)).
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

from bench.host.libc import unshare

_NEW_USER, _NEW_NET, _NEW_IPC, _NEW_PID = 0x1000_0000, 0x4000_0000, 0x0800_0000, 0x2000_0000

FIRST = ("unshare", "--fork", "--kill-child", "--")
"""The words before a command that becomes the first process, and ends with its parent."""


@cache
def available() -> bool:
    """Whether this host lets this user make them; found out by making some."""
    try:
        tried = subprocess.run(
            [*FIRST, "true"],
            check=False,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            preexec_fn=enter(),
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return tried.returncode == 0


def enter() -> Callable[[], None]:
    """A function that puts its caller into new ones; the first child is the first process there.

    Users and groups keep their numbers.

    Raises:
        OSError: when called: the host does not allow it.
    """
    maps = {
        "setgroups": "deny",
        "uid_map": f"{os.geteuid()} {os.geteuid()} 1",
        "gid_map": f"{os.getegid()} {os.getegid()} 1",
    }

    def enter_now() -> None:
        unshare(_NEW_USER | _NEW_NET | _NEW_IPC | _NEW_PID)
        for name, text in maps.items():
            Path("/proc/self", name).write_text(text)

    return enter_now
