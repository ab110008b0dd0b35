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
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from bench.confinement import namespaces
from bench.confinement.confinement import SYSTEM, Confinement
from bench.confinement.tree import Tree, usage
from bench.errors import BenchError
from bench.processes import die_with, kill_group

_DEVICES = tuple(map(Path, ("/dev/null", "/dev/zero", "/dev/full", "/dev/urandom")))
_FACTS = tuple(map(Path, ("/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/proc/version")))

_LOOK = 0.5
"""Wall seconds between two looks at what a build uses."""


class GivenUp(BenchError):
    """A build used more than it may."""


@dataclass(frozen=True)
class Bounds:
    """What a build may use.

    Attributes:
        cpu: CPU seconds, of all its processes together.
        asleep: seconds for which no process of it does anything.
        processes: how many at once.
        file: bytes of one file.
        output: bytes of what it says that are heard.
    """

    cpu: float = 900
    asleep: float = 300
    processes: int = 1000
    file: int = 1 << 30
    output: int = 4 << 20


@dataclass(frozen=True)
class Reach:
    """What a build may reach, beside the system's tools.

    Attributes:
        reads: files and folders that it may read and run.
        writes: folders in which it may do what it likes.
    """

    reads: tuple[Path, ...] = ()
    writes: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Done:
    """A build that has ended.

    Attributes:
        returncode: as of subprocess.
        stdout: what it said; the first bytes of it, where that is too much.
        stderr: the same of its complaints.
    """

    returncode: int
    stdout: bytes
    stderr: bytes


def run(
    argv: Sequence[str | Path],
    reach: Reach,
    *,
    folder: Path,
    environment: Mapping[str, str],
    bounds: Bounds | None = None,
) -> Done:
    """Run a build to its end, and leave nothing of it running.

    Args:
        argv: the program, by its path, and its arguments.
        reach: what it may read and write.
        folder: where it runs.
        environment: all variables that it sees.
        bounds: what it may use.

    Raises:
        GivenUp: it used more than it may.
        OSError: it cannot be started.
    """
    bounds = bounds or Bounds()
    confined = Confinement(
        read=(*SYSTEM, *_FACTS, *_DEVICES, *reach.reads),
        write=reach.writes,
        limits={
            resource.RLIMIT_FSIZE: bounds.file,
            resource.RLIMIT_CPU: int(bounds.cpu) + 1,
        },
    )
    parent = os.getpid()
    enter_namespaces = namespaces.enter() if namespaces.available() else None
    with (
        tempfile.TemporaryFile() as said,
        tempfile.TemporaryFile() as complained,
        confined.prepared() as confine,
    ):

        def prepare_child() -> None:
            if enter_namespaces:
                enter_namespaces()
            confine()
            die_with(parent)

        process = subprocess.Popen(
            [*(namespaces.FIRST if enter_namespaces else ()), *argv],
            cwd=folder,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=complained,
            start_new_session=True,
            preexec_fn=prepare_child,  # noqa: PLW1509 - takes no lock
        )
        try:
            _watch(process, bounds)
        finally:
            kill_group(process.pid)
            process.wait()
        return Done(process.returncode, *(_head(file, bounds) for file in (said, complained)))


def _watch(process: subprocess.Popen[bytes], bounds: Bounds) -> None:
    """Wait for the end of a build.

    Raises:
        GivenUp: it uses more than it may.
    """
    pidfd = os.pidfd_open(process.pid)
    try:
        before, asleep = Tree(0, 0, awake=True), 0.0
        while not select.select([pidfd], [], [], _LOOK)[0]:
            now = usage(process.pid)
            asleep = 0.0 if now.awake or now.cpu != before.cpu else asleep + _LOOK
            before = now
            _check(now, asleep, bounds)
    finally:
        os.close(pidfd)


def _check(now: Tree, asleep: float, bounds: Bounds) -> None:
    if now.cpu > bounds.cpu:
        raise GivenUp(f"the build used {bounds.cpu:.0f} s of CPU time and did not end")
    if now.processes > bounds.processes:
        raise GivenUp(f"the build runs more than {bounds.processes} processes at once")
    if asleep > bounds.asleep:
        raise GivenUp(f"the build did nothing for {bounds.asleep:.0f} s and did not end")


def _head(file: IO[bytes], bounds: Bounds) -> bytes:
    return os.pread(file.fileno(), bounds.output, 0)
