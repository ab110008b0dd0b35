# SPDX-License-Identifier: MIT
"""Runs a build of sources that a stranger wrote: a Makefile is a program that does anything.

It sees the system's tools and what it is given, writes into its own folder, and has no network.
Where the host allows it, it is in a process namespace of its own: with its first process, all
that it left behind ends. It is given up by what it uses and not by how long it takes.
"""

from __future__ import annotations

import os
import resource
import select
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.confinement import namespaces
from bench.confinement.confinement import SYSTEM, Confinement
from bench.confinement.tree import Tree, usage
from bench.errors import BenchError
from bench.host.processes import die_with, kill_group

_DEVICES = tuple(map(Path, ("/dev/null", "/dev/zero", "/dev/full", "/dev/urandom")))
_FACTS = tuple(map(Path, ("/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/proc/version")))

_LOOK = 0.5
"""Wall seconds between two looks at what a build uses."""

_UMASK = 0o022
"""The mask by which the user of guests can read the files of a build."""

_CHUNK = 1 << 16


class GivenUp(BenchError):
    """A build used more than it may."""


@dataclass(frozen=True)
class Bounds:
    """The limits of a build.

    Attributes:
        cpu: CPU seconds, of all its processes together.
        asleep: seconds for which no process of it does anything.
        processes: how many at once.
        file: bytes of one file.
        output: bytes of what it says that are kept.
    """

    cpu: float = 900
    asleep: float = 300
    processes: int = 1000
    file: int = 1 << 30
    output: int = 4 << 20


BOUNDS = Bounds()
"""Of every build that has none of its own."""


@dataclass(frozen=True)
class Reach:
    """The reach of a build, beside the system's tools.

    Attributes:
        reads: files and folders that it may read and run.
        writes: folders in which it may do what it likes.
        bounds: what it may use; as much as `BOUNDS` if None.
    """

    reads: tuple[Path, ...] = ()
    writes: tuple[Path, ...] = ()
    bounds: Bounds | None = None


@dataclass(frozen=True)
class Done:
    """A build that has ended.

    Attributes:
        returncode: as of subprocess.
        output: what it said and complained of; the beginning, where that is too much.
    """

    returncode: int
    output: bytes


def run(
    argv: Sequence[str | Path],
    reach: Reach,
    *,
    folder: Path,
    environment: Mapping[str, str],
    told: Callable[[bytes], None] = lambda line: None,
) -> Done:
    """Run a build to its end, and leave nothing of it running.

    Args:
        argv: the program, by its path, and its arguments.
        reach: what it may read, write and use.
        folder: where it runs.
        environment: all variables that it sees.
        told: hears each line of its output as it comes, without its end.

    Raises:
        GivenUp: it used more than it may.
        OSError: it cannot be started.
    """
    bounds = reach.bounds or BOUNDS
    confined = Confinement(
        read=(*SYSTEM, *_FACTS, *_DEVICES, *reach.reads),
        write=reach.writes,
        limits={
            resource.RLIMIT_FSIZE: bounds.file,
            resource.RLIMIT_CPU: int(bounds.cpu) + 1,
        },
    )
    process = _start(argv, confined, folder, environment)
    assert process.stdout is not None
    try:
        with process.stdout as pipe:
            output = _Output(pipe.fileno(), told, bounds.output)
            _watch(process.pid, output, bounds)
    finally:
        kill_group(process.pid)
        process.wait()
    return Done(process.returncode, bytes(output.kept))


def _start(
    argv: Sequence[str | Path],
    confined: Confinement,
    folder: Path,
    environment: Mapping[str, str],
) -> subprocess.Popen[bytes]:
    parent = os.getpid()
    enter_namespaces = namespaces.enter() if namespaces.available() else None
    with confined.prepared() as confine:

        def prepare_child() -> None:
            if enter_namespaces:
                enter_namespaces()
            confine()
            die_with(parent)

        return subprocess.Popen(
            [*(namespaces.FIRST if enter_namespaces else ()), *argv],
            cwd=folder,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            umask=_UMASK,
            start_new_session=True,
            preexec_fn=prepare_child,  # noqa: PLW1509 - takes no lock
        )


class _Output:
    """The output of a build, as it comes.

    Attributes:
        kept: the beginning of it.
    """

    def __init__(self, pipe: int, told: Callable[[bytes], None], most: int) -> None:
        self.pipe = pipe
        self.kept = bytearray()
        self._told = told
        self._most = most
        self._line = b""
        os.set_blocking(pipe, False)

    def hear(self) -> bool:
        """Take what is there; whether more may come."""
        try:
            chunk = os.read(self.pipe, _CHUNK)
        except BlockingIOError:
            return True
        self.kept += chunk[: self._most - len(self.kept)]
        *lines, self._line = (self._line + chunk).split(b"\n")
        if not chunk or len(self._line) > _CHUNK:
            lines, self._line = [*lines, self._line], b""
        for line in filter(None, lines):
            self._told(line)
        return bool(chunk)


def _watch(root: int, output: _Output, bounds: Bounds) -> None:
    """Hear a build to its end.

    Raises:
        GivenUp: it uses more than it may.
    """
    pidfd = os.pidfd_open(root)
    try:
        before, asleep = Tree(0, 0, awake=True), 0.0
        next_look = time.monotonic() + _LOOK
        while not _hear_until(next_look, pidfd, output):
            now = usage(root)
            asleep = 0.0 if now.awake or now.cpu != before.cpu else asleep + _LOOK
            before = now
            _check(now, asleep, bounds)
            next_look = time.monotonic() + _LOOK
    finally:
        os.close(pidfd)
    while select.select([output.pipe], [], [], 0)[0] and output.hear():
        pass


def _hear_until(moment: float, pidfd: int, output: _Output) -> bool:
    """Take what comes until a moment; whether the build has ended by then."""
    watched = [pidfd, output.pipe]
    while (left := moment - time.monotonic()) > 0:
        ready, _, _ = select.select(watched, [], [], left)
        if pidfd in ready:
            return True
        if output.pipe in ready and not output.hear():
            watched.remove(output.pipe)
    return False


def _check(now: Tree, asleep: float, bounds: Bounds) -> None:
    if now.cpu > bounds.cpu:
        raise GivenUp(f"the build used {bounds.cpu:.0f} s of CPU time and did not end")
    if now.processes > bounds.processes:
        raise GivenUp(f"the build runs more than {bounds.processes} processes at once")
    if asleep > bounds.asleep:
        raise GivenUp(f"the build did nothing for {bounds.asleep:.0f} s and did not end")
