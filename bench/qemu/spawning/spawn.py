# SPDX-License-Identifier: MIT
"""Start a child whose descriptors have fixed numbers and that cannot outlive its parent."""

from __future__ import annotations

import errno
import fcntl
import os
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import IO

from bench.confinement.confinement import Confinement
from bench.host import libc
from bench.host.processes import die_with

FIRST_DESCRIPTOR = 100
"""Lowest number for a passed descriptor: those that a process has of its own lie below, mostly."""

_FIRST_AFTER_STREAMS = 3


def spawn(
    argv: Sequence[str],
    descriptors: Mapping[int, int],
    log: IO[bytes] | int,
    confinement: Confinement,
    prepare: Callable[[], None] = lambda: None,
) -> subprocess.Popen[bytes]:
    """Run `argv` with each of `descriptors` (child's number -> ours) and nothing else open.

    Fixed numbers make a command line a pure value that can be printed and compared. The
    child gets SIGKILL when the thread that calls this ends, however it ends, and has a
    session of its own, so that a terminal's Ctrl-C reaches the bench and not the guest.

    Args:
        argv: program and arguments.
        descriptors: numbers from `FIRST_DESCRIPTOR` up.
        log: takes standard output and standard error.
        confinement: what the child may do.
        prepare: called in the child, just before it becomes the program; a descriptor that it
            uses must have a number above all of `descriptors` (`copied`).

    Raises:
        FileNotFoundError: there is no such program.
        subprocess.SubprocessError: it cannot be confined, or `prepare` raised.
    """
    above = max(descriptors, default=FIRST_DESCRIPTOR) + 1
    # Out of the way first: one's number may be another's source.
    sources = {number: copied(source, above) for number, source in descriptors.items()}
    parent = os.getpid()
    try:
        with _occupied(sources), confinement.prepared() as confine:

            def prepare_child() -> None:
                libc.close_at_exec(_FIRST_AFTER_STREAMS)
                for number, source in sources.items():
                    os.dup2(source, number, inheritable=True)
                confine()
                die_with(parent)
                prepare()

            return subprocess.Popen(
                argv,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                close_fds=False,
                start_new_session=True,
                preexec_fn=prepare_child,  # noqa: PLW1509 - takes no lock
            )
    finally:
        for source in sources.values():
            os.close(source)


@contextmanager
def _occupied(sources: Mapping[int, int]) -> Iterator[None]:
    """Keep numbers from what is opened meanwhile: the child overwrites what it has there.

    subprocess reports a failed exec through a pipe of its own, which has the lowest numbers that
    are free: in a process with many files, those.
    """
    held = []
    try:
        for number, source in sources.items():
            held.append(copied(source, number))  # another number if that is taken already
        yield
    finally:
        for descriptor in held:
            os.close(descriptor)


def copied(source: int, least: int) -> int:
    """A copy of a descriptor with a number from `least` up."""
    try:
        return fcntl.fcntl(source, fcntl.F_DUPFD_CLOEXEC, least)
    except OSError as error:
        if error.errno == errno.EINVAL:  # the limit is below `least`
            raise OSError(errno.EMFILE, os.strerror(errno.EMFILE)) from error
        raise
