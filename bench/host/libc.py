# SPDX-License-Identifier: MIT
"""Calls of the C library, and of Linux, that Python's own library lacks.

Those that a forked child makes before it becomes another program take no lock and import nothing.
"""

from __future__ import annotations

import ctypes
import os
from typing import Any

from bench.architectures.registry import system_call_number

_libc = ctypes.CDLL(None, use_errno=True)
_libc.syscall.restype = ctypes.c_long
_libc.fallocate.argtypes = (ctypes.c_int, ctypes.c_int, ctypes.c_int64, ctypes.c_int64)

# linux/prctl.h
_PR_SET_PDEATHSIG = 1
_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 22, 2
_PR_CAPBSET_READ, _PR_CAPBSET_DROP = 23, 24
_PR_SET_NO_NEW_PRIVS = 38
_PR_SET_CHILD_SUBREAPER = 36
_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL = 47, 4

_CLOSE_RANGE_CLOEXEC = 4  # linux/close_range.h
_LAST_DESCRIPTOR = 0x7FFF_FFFF
_KEEP_SIZE_AND_PUNCH_HOLE = 3  # linux/falloc.h
_SET_MODE_FILTER, _NEW_LISTENER = 1, 8  # linux/seccomp.h
_INSTRUCTION_BYTES = 8  # struct sock_filter, linux/filter.h


def system_call(number: int, *arguments: Any) -> int:
    """The value of a system call (syscall(2)).

    Args:
        number: of the call on this architecture.
        arguments: numbers, and bytes or references of ctypes, whose addresses it gets.

    Raises:
        OSError: it failed.
    """
    return _checked(_libc.syscall(ctypes.c_long(number), *map(_as_long, arguments)))


def set_parent_death_signal(number: int) -> None:
    """Have this process get a signal when the thread that forked it ends.

    Raises:
        OSError: the kernel refuses.
    """
    _prctl(_PR_SET_PDEATHSIG, number)


def become_subreaper() -> None:
    """Have what descends from this process, and loses its parent, become its child.

    Raises:
        OSError: the kernel refuses.
    """
    _prctl(_PR_SET_CHILD_SUBREAPER, 1)


def gain_no_privileges() -> None:
    """Have no program that this process becomes give it any privilege, for good.

    Raises:
        OSError: the kernel refuses.
    """
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)


def give_up_capabilities() -> None:
    """Have no capability from the next program on, as far as this user can give them up."""
    _libc.prctl(_PR_CAP_AMBIENT, *map(_as_long, (_PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0)))
    number = 0
    while _libc.prctl(_PR_CAPBSET_READ, *map(_as_long, (number, 0, 0, 0))) >= 0:
        # An ordinary user has none to give up.
        _libc.prctl(_PR_CAPBSET_DROP, *map(_as_long, (number, 0, 0, 0)))
        number += 1


def unshare(flags: int) -> None:
    """Leave namespaces for new ones (unshare(2)).

    Raises:
        OSError: the kernel refuses.
    """
    _checked(_libc.unshare(flags), "unshare")


def close_at_exec(first: int) -> None:
    """Have all descriptors from a number on closed when this process becomes another program."""
    _libc.close_range(first, _LAST_DESCRIPTOR, _CLOSE_RANGE_CLOEXEC)


def sync_file_system(descriptor: int) -> None:
    """Have all of an open file's file system on the disk (syncfs(2)).

    Raises:
        OSError: it could not be written.
    """
    _checked(_libc.syncfs(descriptor), "syncfs")


def punch_hole(descriptor: int, offset: int, size: int) -> None:
    """Give back the room of some bytes of a file, where its file system can; they read as zeros."""
    _libc.fallocate(descriptor, _KEEP_SIZE_AND_PUNCH_HOLE, offset, size)


def process_clock(pid: int) -> int:
    """The CPU-time clock of another process (clock_getcpuclockid(3)), for `time.clock_gettime`.

    Raises:
        ProcessLookupError: there is no such process.
    """
    clock = ctypes.c_int()
    if error := _libc.clock_getcpuclockid(ctypes.c_int(pid), ctypes.byref(clock)):
        raise ProcessLookupError(error, os.strerror(error))
    return clock.value


class _Program(ctypes.Structure):
    """struct sock_fprog, linux/filter.h."""

    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_char_p))


class SystemCallFilter:
    """A program that decides over the system calls of the process that enters it (seccomp(2)).

    Args:
        code: its instructions, each a `struct sock_filter`.
    """

    def __init__(self, code: bytes) -> None:
        self._program = _Program(len(code) // _INSTRUCTION_BYTES, code)
        self._seccomp = system_call_number("seccomp")

    def enter(self) -> None:
        """Have it decide from now on.

        Raises:
            OSError: the kernel refuses.
        """
        _prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(self._program))

    def enter_and_listen(self) -> int:
        """Have it decide from now on; a descriptor on which the kernel asks what it left open.

        Raises:
            OSError: the kernel refuses, as it does where another asks already.
        """
        program = ctypes.byref(self._program)
        return system_call(self._seccomp, _SET_MODE_FILTER, _NEW_LISTENER, program)


def _prctl(option: int, *arguments: Any) -> None:
    four = (*arguments, 0, 0, 0)[:4]
    _checked(_libc.prctl(option, *map(_as_long, four)), f"prctl({option})")


def _checked(result: int, what: str = "") -> int:
    if result < 0:
        number = ctypes.get_errno()
        reason = os.strerror(number)
        raise OSError(number, f"{what}: {reason}" if what else reason)
    return result


def _as_long(argument: Any) -> Any:
    """A number of the width of a register: ctypes passes one of a C int's."""
    return ctypes.c_long(argument) if isinstance(argument, int) else argument
