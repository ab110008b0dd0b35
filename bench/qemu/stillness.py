"""Whether a process sleeps until somebody else does something: no timer of its own is armed.

All timers of a guest's devices and processors are timers of QEMU's, which sleeps until the next
of them is due. A QEMU that sleeps without a time limit has none.
"""

from __future__ import annotations

import platform
from pathlib import Path

_NUMBERS = {
    "x86_64": {7: "poll", 202: "futex", 271: "ppoll"},
    "aarch64": {73: "ppoll", 98: "futex"},
}
"""System calls in which threads of QEMU's wait, by the host's processor and their numbers."""

_FOR_EVER = {
    "poll": lambda arguments: arguments[2] & 0xFFFFFFFF == 0xFFFFFFFF,
    "ppoll": lambda arguments: arguments[2] == 0,
    "futex": lambda arguments: arguments[3] == 0,
}
"""Whether there is no time limit: poll(2), futex(2)."""


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
    """By `/proc/PID/syscall`: number, arguments; or `running` (proc(5))."""
    number, *arguments = (thread / "syscall").read_text().split()
    if not number.isdecimal():
        return False
    call = _NUMBERS.get(platform.machine(), {}).get(int(number))
    return call is not None and _FOR_EVER[call]([int(word, 16) for word in arguments])


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
