# SPDX-License-Identifier: MIT
"""A process that builds what cells boot, one after the other, while others run.

It is a child of the process that forks cells (`bench.cells.process.fork_server`).
"""

from __future__ import annotations

import os
import signal
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NoReturn

from bench.cells.running.planner import Planner
from bench.errors import BenchError
from bench.host.processes import die_with, rename

BUILDER = "bench-builder"
"""The name of the process."""


@dataclass(frozen=True)
class Wanted:
    """A cell whose image is to be built: the folder of its project, and its name."""

    root: str
    name: str


@dataclass(frozen=True)
class Step:
    """A step of a build that begins."""

    text: str


@dataclass(frozen=True)
class Built:
    """A cell can start.

    Attributes:
        wanted: which.
        error: why there is nothing that it could boot; None if there is.
    """

    wanted: Wanted
    error: BenchError | None = None


class Builder:
    """The builder, as its parent sees it.

    Args:
        connection: the way to it.
    """

    def __init__(self, connection: Connection[Wanted, Step | Built]) -> None:
        self._connection = connection

    @classmethod
    def fork(cls, cells: Mapping[str, Sequence[str]]) -> Builder:
        """Start one as a child of this process, which has one thread; it ends with this process.

        Args:
            cells: what to build without being asked: names in their order, by project's root.
        """
        ours, theirs = Pipe()
        parent = os.getpid()
        if os.fork() == 0:
            ours.close()
            _serve(theirs, cells, parent)
        theirs.close()
        return cls(ours)

    def fileno(self) -> int:
        """A descriptor that becomes readable when there is something to hear."""
        return self._connection.fileno()

    def ask(self, wanted: Wanted) -> None:
        """Have a cell's image built after all that was asked for before.

        Raises:
            OSError: the builder has gone.
        """
        self._connection.send(wanted)

    def hear(self) -> Step | Built | None:
        """The next that it says; None when it has gone."""
        try:
            return self._connection.recv()
        except (EOFError, OSError):
            return None


class _Steps:
    """A `bench.images.tools.progress.Progress` that tells the parent."""

    def __init__(self, connection: Connection[Step | Built, Wanted]) -> None:
        self._connection = connection

    def step(self, text: str) -> None:
        self._connection.send(Step(text))


def _serve(
    connection: Connection[Step | Built, Wanted], cells: Mapping[str, Sequence[str]], parent: int
) -> NoReturn:
    try:
        die_with(parent)
        rename(BUILDER)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started the run handles it
        planners: dict[str, Planner] = {}

        def build(wanted: Wanted) -> None:
            if wanted.root not in planners:
                planners[wanted.root] = Planner(Path(wanted.root), _Steps(connection))
            connection.send(Built(wanted, _mistake(wanted.name, planners[wanted.root])))

        for root, names in cells.items():
            for name in names:
                build(Wanted(root, name))
        while True:
            build(connection.recv())
    except (EOFError, OSError):
        pass  # nobody is there to ask
    finally:
        os._exit(0)


def _mistake(name: str, planner: Planner) -> BenchError | None:
    """Build; what keeps a cell from being built."""
    try:
        cell = planner.cell(name)
        planner.plan(planner.machine(cell.machine), cell.need)
    except BenchError as error:
        return error
    return None
