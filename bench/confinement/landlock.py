# SPDX-License-Identifier: MIT
"""Landlock: which files and ports a process may reach, kept by the kernel (landlock(7)).

Each version of the kernel knows more rights. Rights that this host's kernel does not know are
left out: a process is confined as far as the host can.
"""

from __future__ import annotations

import os
import stat
import struct
from collections.abc import Callable, Iterable
from contextlib import ExitStack, suppress
from enum import IntFlag
from functools import cache
from pathlib import Path

from bench.host.libc import system_call

# The numbers are the same on every architecture (include/uapi/asm-generic/unistd.h).
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_ASK_VERSION = 1
_PATH_BENEATH, _NET_PORT = 1, 2
_SCOPE_ABSTRACT_SOCKETS_AND_SIGNALS = 3

_PORT_RIGHTS = 3  # to bind and to connect
_BIND = 1
_CHOSEN_BY_THE_KERNEL = 0  # a port


class Right(IntFlag):
    """Rights below a folder, or on a file (linux/landlock.h)."""

    EXECUTE = 1 << 0
    WRITE_FILE = 1 << 1
    READ_FILE = 1 << 2
    READ_DIR = 1 << 3
    TRUNCATE = 1 << 14
    IOCTL_DEVICE = 1 << 15

    READ = EXECUTE | READ_FILE | READ_DIR
    OPEN = READ_FILE | WRITE_FILE | TRUNCATE | IOCTL_DEVICE
    """Rights on a file that is there."""
    MAKE_SPECIAL = 1 << 6 | 1 << 9 | 1 << 10 | 1 << 11
    """Devices, sockets and pipes with a name, which hold up who reads them."""
    CHANGE = (1 << 16) - 1 & ~MAKE_SPECIAL
    """All but those."""


_OF_A_FILE = Right.OPEN | Right.EXECUTE
_KNOWN_BY_VERSION = {1: 13, 2: 14, 3: 15, 4: 15}
"""How many of the rights above a version knows; all from 5 on."""
_PORTS_SINCE, _SCOPES_SINCE = 4, 6


@cache
def version() -> int:
    """The version of Landlock that this host's kernel has; 0 if none."""
    try:
        return system_call(_CREATE_RULESET, None, 0, _ASK_VERSION)
    except OSError:
        return 0


def prepare(
    rules: Iterable[tuple[Path | int, Right]], *, listens: bool, closing: ExitStack
) -> Callable[[], None]:
    """A function that confines the process that calls it to these files, for good.

    Args:
        rules: a path or an open file, and what may be done to it or below it. A path that is
            not there is left out. Files in memory that have no path are always allowed.
        listens: whether it may listen on a TCP port that the kernel chooses.
        closing: what gives back the rules, once the process has been started.
    """
    if not version():
        return lambda: None
    ruleset = _create()
    closing.callback(os.close, ruleset)
    for place, rights in rules:
        _allow(ruleset, place, rights)
    if listens and version() >= _PORTS_SINCE:
        _add(ruleset, _NET_PORT, struct.pack("=QQ", _BIND, _CHOSEN_BY_THE_KERNEL))

    def enter() -> None:
        _checked(_RESTRICT_SELF, ruleset, 0)

    return enter


def _create() -> int:
    attributes = struct.pack(
        "=QQQ",
        _known(),
        _PORT_RIGHTS if version() >= _PORTS_SINCE else 0,
        _SCOPE_ABSTRACT_SOCKETS_AND_SIGNALS if version() >= _SCOPES_SINCE else 0,
    )
    return _checked(_CREATE_RULESET, attributes, len(attributes), 0)


def _known() -> int:
    return (1 << _KNOWN_BY_VERSION.get(version(), 16)) - 1


def _allow(ruleset: int, place: Path | int, rights: Right) -> None:
    if isinstance(place, int):
        with suppress(OSError):  # a file of no file system, which is not restricted
            _add_path(ruleset, place, rights)
        return
    with suppress(FileNotFoundError, NotADirectoryError):
        opened = os.open(place, os.O_PATH | os.O_CLOEXEC)
        try:
            _add_path(ruleset, opened, rights)
        finally:
            os.close(opened)


def _add_path(ruleset: int, file: int, rights: Right) -> None:
    possible = Right.CHANGE if stat.S_ISDIR(os.fstat(file).st_mode) else _OF_A_FILE
    _add(ruleset, _PATH_BENEATH, struct.pack("=Qi", rights & possible & _known(), file))


def _add(ruleset: int, kind: int, rule: bytes) -> None:
    _checked(_ADD_RULE, ruleset, kind, rule, 0)


def _checked(number: int, *arguments: int | bytes) -> int:
    try:
        return system_call(number, *arguments)
    except OSError as error:
        raise OSError(error.errno, f"landlock: {error.strerror}") from error
