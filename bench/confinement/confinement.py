# SPDX-License-Identifier: MIT
"""All that confines one program, put together."""

from __future__ import annotations

import resource
import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.confinement import identity, landlock, syscalls
from bench.confinement.landlock import Right

SYSTEM = tuple(map(Path, ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/nix/store")))
"""Where a system's programs and libraries are; nothing secret is."""

_LINKER = tuple(map(Path, ("/etc/ld.so.cache", "/etc/ld.so.preload", "/dev/null", "/dev/zero")))
"""Files that every program needs to be loaded, and devices without a secret."""


@dataclass(frozen=True)
class Confinement:
    """The rights of a program; all else is refused, as far as the host can.

    Attributes:
        read: files and folders that it may read and run; a number is an open file.
        write: folders in which it may do what it likes, and files that it may write.
        listens: the family of sockets on which it may listen; None without a network.
        refused: system calls that it does without, beside those that nobody needs.
        limits: of the kernel's, by resource (setrlimit(2)).
        own_user: whether it runs as a user that nobody else is, where this process can do that.
        own_limits: of the kernel's, of that user.
        groups: of that user.
    """

    read: tuple[Path | int, ...] = ()
    write: tuple[Path | int, ...] = ()
    listens: int | None = None
    refused: tuple[str, ...] = ()
    limits: Mapping[int, int] = field(default_factory=dict)
    own_user: bool = False
    own_limits: Mapping[int, int] = field(default_factory=dict)
    groups: tuple[int, ...] = ()

    @contextmanager
    def prepared(self) -> Iterator[Callable[[], None]]:
        """A function that confines the process that calls it, for good: between fork and exec.

        A process gets no signal of its parent's end that it asked for before.
        """
        with ExitStack() as closing:
            restrict = landlock.prepare(
                self._rules(), listens=self.listens is not None, closing=closing
            )
            refuse = syscalls.prepare(self.listens, *self.refused)
            changes_user = self.own_user and identity.can_change()

            def enter() -> None:
                _limit(self.limits)
                identity.give_up_privileges()
                if changes_user:
                    _limit(self.own_limits)
                    identity.become_nobody(list(self.groups))
                restrict()
                if refuse:
                    refuse()

            yield enter

    def _rules(self) -> Iterator[tuple[Path | int, Right]]:
        for place in (*_LINKER, *self.read):
            yield place, Right.READ
        yield Path("/dev/null"), Right.OPEN
        for place in self.write:
            yield place, Right.CHANGE


def _limit(limits: Mapping[int, int]) -> None:
    # A file that becomes too large is an error of the write, and not the end.
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    for kind, most in {resource.RLIMIT_CORE: 0, **limits}.items():
        _, hard = resource.getrlimit(kind)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (allowed, allowed))
