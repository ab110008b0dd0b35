# SPDX-License-Identifier: MIT
"""A system call in which a thread of Linux waits, as `/proc/PID/syscall` tells (proc(5))."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from bench.architectures.registry import ARCHITECTURES

_MINUS_ONE = 0xFFFFFFFF


def _null(number: int) -> Callable[[list[int]], bool]:
    return lambda arguments: arguments[number] == 0


def _negative(number: int) -> Callable[[list[int]], bool]:
    return lambda arguments: arguments[number] & _MINUS_ONE == _MINUS_ONE


_WITHOUT_LIMIT: dict[str, Callable[[list[int]], bool]] = {
    "poll": _negative(2),
    "ppoll": _null(2),
    "select": _null(4),
    "pselect6": _null(4),
    "epoll_wait": _negative(3),
    "epoll_pwait": _negative(3),
    "futex": _null(3),
    "rt_sigtimedwait": _null(2),
}
"""Whether no time limit is given, of those that take one."""

_ENDLESS = {"read", "pause", "wait4", "waitid", "rt_sigsuspend"}
"""Calls that take none."""


@dataclass(frozen=True)
class BlockedCall:
    """A call in which a thread is blocked.

    Attributes:
        name: of the call.
        arguments: its six, as unsigned numbers.
    """

    name: str
    arguments: list[int]

    @property
    def without_limit(self) -> bool:
        """Whether no time limit is given; a file that is read may have one of its own."""
        is_without = _WITHOUT_LIMIT.get(self.name)
        return is_without is None or is_without(self.arguments)


def blocked_call(text: str, architecture: str) -> BlockedCall | None:
    """The call that a thread waits in; None if it runs, or waits in another than those above.

    Args:
        text: of the file: a number and arguments, or `running`.
        architecture: as of `uname -m`.
    """
    number, *words = text.split() or ["running"]
    name = _calls(architecture).get(int(number)) if number.isdecimal() else None
    return BlockedCall(name, [int(word, 16) for word in words]) if name else None


@cache
def _calls(architecture: str) -> dict[int, str]:
    """The calls in which a thread may wait for ever, by their numbers."""
    found = ARCHITECTURES.get(architecture)
    numbers = found.linux.system_calls if found and found.linux else {}
    waits = _ENDLESS | _WITHOUT_LIMIT.keys()
    return {number: name for name, number in numbers.items() if name in waits}
