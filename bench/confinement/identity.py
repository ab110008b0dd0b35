# SPDX-License-Identifier: MIT
"""As whom a program runs that is confined: with no rights beyond those of an ordinary user."""

from __future__ import annotations

import os
import stat
from functools import cache
from pathlib import Path

from bench.host import libc

_BEFORE_USERS = 0x7000_0000
"""No user has a number above it (systemd's "Users, Groups, UIDs and GIDs on systemd systems"):
with a process's number added, it is a user that nobody else is."""

_NEEDED = (5, 6, 7, 19)
"""To change the user, and to end and to look into what another user runs: CAP_KILL,
CAP_SETGID, CAP_SETUID, CAP_SYS_PTRACE (linux/capability.h)."""


@cache
def can_change() -> bool:
    """Whether this process may run programs as other users, and stay in charge of them."""
    status = Path("/proc/self/status").read_text()
    effective = int(status.partition("CapEff:")[2].split()[0], 16)
    return all(effective >> number & 1 for number in _NEEDED) and _is_mapped(_BEFORE_USERS)


def become_nobody(groups: list[int]) -> None:
    """Become a user that nobody else is, for good, with these groups beside its own."""
    user = _BEFORE_USERS + os.getpid()
    os.setgroups(groups)
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)


def give_up_privileges() -> None:
    """Have no capabilities from the next program on, and gain none by any; until then all stay."""
    libc.give_up_capabilities()
    libc.gain_no_privileges()


def reachable_by_all(file: Path) -> bool:
    """Whether every user can read a file by its path."""
    return bool(file.stat().st_mode & stat.S_IROTH) and all(
        folder.stat().st_mode & stat.S_IXOTH for folder in file.resolve().parents
    )


def _is_mapped(user: int) -> bool:
    """Whether a user's number means anything here: a container has some only."""
    for line in Path("/proc/self/uid_map").read_text().splitlines():
        first, _, length = map(int, line.split())
        if first <= user < first + length:
            return True
    return False
