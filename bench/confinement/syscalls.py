# SPDX-License-Identifier: MIT
"""Which system calls a process is refused: a filter of libseccomp's, which QEMU brings along.

A refused call fails with EPERM, so that a program which can do without goes on.
"""

from __future__ import annotations

import ctypes
import errno
import os
import socket
from collections.abc import Callable, Iterable
from functools import cache, partial

from bench.host.libc import SystemCallFilter

_ALLOW = 0x7FFF_0000  # seccomp.h of libseccomp, as all that follows
_REFUSE = 0x0005_0000 | errno.EPERM
_NO_SUCH_CALL = -1
_NOT_EQUAL, _MASKED_EQUAL = 1, 7
_TYPE = 0xF
"""The bits of socket's second argument that are the type."""

REFUSED = (
    *("init_module", "finit_module", "delete_module", "kexec_load", "kexec_file_load", "reboot"),
    *("mount", "umount2", "pivot_root", "move_mount", "open_tree", "fsopen", "fsmount", "fspick"),
    *("swapon", "swapoff", "acct", "quotactl", "syslog", "settimeofday", "clock_settime"),
    *("clock_adjtime", "adjtimex", "iopl", "ioperm", "bpf", "perf_event_open", "userfaultfd"),
    *("keyctl", "add_key", "request_key", "open_by_handle_at", "fanotify_init", "setns"),
    *("io_uring_setup", "io_uring_enter", "io_uring_register"),
    *("ptrace", "process_vm_readv", "process_vm_writev", "process_madvise", "kcmp", "connect"),
)
"""Calls that change the host or look into it, reach other processes, or go round this filter."""


class _Comparison(ctypes.Structure):
    _fields_ = (
        ("argument", ctypes.c_uint),
        ("operator", ctypes.c_int),
        ("first", ctypes.c_uint64),
        ("second", ctypes.c_uint64),
    )


@cache
def prepare(family: int | None, *further: str) -> Callable[[], None] | None:
    """A function that refuses calls to its caller, for good; None without libseccomp.

    Args:
        family: of which stream sockets may be made; all others are refused, all if None.
        further: names of calls to be refused beside those that always are.
    """
    try:
        code = _compiled((*REFUSED, *further), family)
    except OSError:
        return None
    return SystemCallFilter(code).enter


def _compiled(refused: Iterable[str], family: int | None) -> bytes:
    library = ctypes.CDLL("libseccomp.so.2")
    library.seccomp_init.restype = ctypes.c_void_p
    context = ctypes.c_void_p(library.seccomp_init(_ALLOW))
    refuse = partial(_refuse, library, context)
    try:
        for name in refused:
            refuse(name)
        refuse("sendto", _Comparison(4, _NOT_EQUAL, 0))  # to an address
        if family is None:
            refuse("socket")
        else:
            refuse("socket", _Comparison(0, _NOT_EQUAL, family))
            for kind in socket.SocketKind:
                if kind != socket.SOCK_STREAM:
                    refuse("socket", _Comparison(1, _MASKED_EQUAL, _TYPE, kind))
        return _exported(library, context)
    finally:
        library.seccomp_release(context)


def _refuse(library: ctypes.CDLL, context: ctypes.c_void_p, name: str, *where: _Comparison) -> None:
    number = library.seccomp_syscall_resolve_name(name.encode())
    if number == _NO_SUCH_CALL:
        return
    array = (_Comparison * len(where))(*where)
    if failed := library.seccomp_rule_add_array(context, _REFUSE, number, len(where), array):
        raise OSError(-failed, f"seccomp: {name}")


def _exported(library: ctypes.CDLL, context: ctypes.c_void_p) -> bytes:
    with os.fdopen(os.memfd_create("filter", os.MFD_CLOEXEC), "w+b") as file:
        if failed := library.seccomp_export_bpf(context, file.fileno()):
            raise OSError(-failed, "seccomp_export_bpf")
        file.seek(0)
        return file.read()
