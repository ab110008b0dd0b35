# SPDX-License-Identifier: MIT
"""Whether a process sleeps until somebody else does something: no timer of its own is armed.

All timers of a guest's devices and processors are timers of QEMU's, which sleeps until the next
of them is due. A QEMU that sleeps without a time limit has none.
"""

from __future__ import annotations

import platform
from pathlib import Path

from bench.structs.linux.blocked_call import blocked_call

_OF_QEMU = {"poll", "ppoll", "futex"}
"""Where its threads wait; one that reads waits for a disk."""


def is_still(pid: int) -> bool:
    """Whether all threads of a process wait, none with a time limit; False if one cannot tell."""
    try:
        before = _switches(pid)
        still = all(map(_waits_for_ever, _threads(pid)))
        # Nobody ran meanwhile: all of them waited at the same time.
        return still and _switches(pid) == before
    except OSError:  # it has ended, or the host does not show it to this user
        return False


def _threads(pid: int) -> list[Path]:
    return sorted(Path(f"/proc/{pid}/task").iterdir())


def _waits_for_ever(thread: Path) -> bool:
    call = blocked_call((thread / "syscall").read_text(), platform.machine())
    return call is not None and call.name in _OF_QEMU and call.without_limit


def _switches(pid: int) -> list[tuple[str, ...]]:
    """How often each thread has waited and was made to wait."""
    return [
        tuple(
            line
            for line in (thread / "status").read_text().splitlines()
            if "ctxt_switches" in line or line.startswith("Pid:")
        )
        for thread in _threads(pid)
    ]
