# SPDX-License-Identifier: MIT
"""The means of confinement that this host gives, found out by trying to get out of them."""

from __future__ import annotations

import os
import resource
import socket
from collections.abc import Callable, Iterator

from bench.confinement import namespaces
from bench.confinement.confinement import Confinement

_REFUSED = 3
"""The exit code of an attempt that was."""


def examine() -> Iterator[tuple[str, str]]:
    """Each thing that a confined program is to be kept from, and whether it is."""
    yield (
        "files of the host",
        _told(
            lambda: os.close(os.open("/etc/passwd", os.O_RDONLY)),
            "out of reach of guests and builds, by Landlock",
            "in reach of a QEMU with a fault and of builds: this kernel has no Landlock",
        ),
    )
    yield (
        "network of the host",
        _told(
            lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close(),
            "out of reach of guests and builds, as are calls that change the host, by seccomp",
            "in reach of a QEMU with a fault and of builds: libseccomp.so.2 or seccomp is missing",
        ),
    )
    yield (
        "other processes",
        _told(
            lambda: os.kill(os.getppid(), 0),
            "out of reach of guests and builds, by a scope of Landlock",
            "only as safe as your user: this kernel has no Landlock 6",
        ),
    )
    yield "user of guests", _user()
    yield (
        "what builds leave",
        "ends with them, in namespaces of their own"
        if namespaces.available()
        else "may go on, confined: namespaces are refused to this user",
    )
    yield (
        "limits",
        _told(
            lambda: resource.setrlimit(resource.RLIMIT_CORE, (1, 1)),
            "bound a guest's memory, files and threads, and a build's CPU time",
            "do not hold: this user may raise them",
        ),
    )


def is_refused(confinement: Confinement, attempt: Callable[[], object]) -> bool:
    """Whether a process that is confined is refused something.

    Args:
        confinement: what it may do.
        attempt: raises OSError or ValueError where it is refused.
    """
    with confinement.prepared() as confine:
        child = os.fork()
        if not child:
            os._exit(_outcome(confine, attempt))
        _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) == _REFUSED


def _outcome(confine: Callable[[], None], attempt: Callable[[], object]) -> int:
    try:
        confine()
    except OSError:
        return 1
    try:
        attempt()
    except (OSError, ValueError):
        return _REFUSED
    return 0


def _told(attempt: Callable[[], object], kept: str, not_kept: str) -> str:
    return kept if is_refused(Confinement(), attempt) else not_kept


def _user() -> str:
    ours = os.getuid()

    def look() -> None:
        if os.getuid() != ours:
            raise PermissionError

    if is_refused(Confinement(own_user=True), look):
        return "one for each that nobody else is"
    return "yours: only root can give each guest one of its own"
