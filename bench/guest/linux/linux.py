# SPDX-License-Identifier: MIT
"""A Linux guest: programs run through its agent."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.errors import BenchError
from bench.guest.console.console import NotSeen
from bench.guest.guest import Guest
from bench.guest.linux.agent import Agent
from bench.guest.linux.identity import Identity
from bench.guest.linux.linux_rest import rests
from bench.guest.linux.window import Window
from bench.qemu.emulator import Emulator
from bench.qemu.planning.plan import Plan
from bench.structs.records.record import (
    Alive,
    Ending,
    Finished,
    Freeze,
    Output,
    Record,
    Run,
    Stream,
    Wake,
)

_ALWAYS = {"PATH": "/bin:/payloads", "HOME": "/"}
"""The environment of every program."""

OUTPUT_LIMIT = 256 << 20
"""Bytes that a program may write before the bench gives it up."""


@dataclass(frozen=True)
class Completed:
    """The result of a program.

    Attributes:
        code: its exit code; None if a signal ended it or it was not started.
        signal: the number of the signal that ended it.
        errno: why it was not started, execve's error number.
        stdout: what it wrote to its standard output.
        stderr: what it wrote to its standard error.
        seconds: how long it ran, by the guest's clock.
        timed_out: whether it was ended because its time was over.
    """

    code: int | None
    signal: int | None
    errno: int | None
    stdout: bytes
    stderr: bytes
    seconds: float
    timed_out: bool = False


class LinuxGuest(Guest):
    """A guest whose agent does what records ask for (docs/records.md).

    Args:
        plan: how it starts.
        evidence: the folder for its logs; None to keep none.
        emulator: a QEMU to take charge of; one that boots if None.
        release: of its kernel, in a clone; a guest that boots tells.

    Attributes:
        window: the memory that it shares with the bench.
    """

    def __init__(
        self,
        plan: Plan,
        evidence: Path | None,
        emulator: Emulator | None = None,
        *,
        release: str | None = None,
    ) -> None:
        super().__init__(plan, evidence, emulator)
        assert self._process.window is not None, "every plan of a Linux guest has a window"
        self.window = self._process.window
        window = Window(self.window)
        running = release is not None
        self._agent = Agent(self._process, self.control.name, window, running=running)
        self._release = release

    @property
    def release(self) -> str:
        """The kernel's release, `6.1.0-44-cloud-amd64`; waits for the agent.

        Raises:
            NotSeen, BudgetSpent: the agent did not come up.
        """
        if self._release is None:
            self._release = self._agent.await_ready().release
        return self._release

    def wait_reset(self) -> None:
        """As for every guest; what comes next of the agent's waits until it is up again."""
        super().wait_reset()
        self._release = None

    def run(
        self,
        program: str,
        *arguments: str,
        environment: dict[str, str] | None = None,
        limit: float = 0,
    ) -> Completed:
        """Run a program and wait for its end.

        Args:
            program: a path in the guest; one without a leading slash is looked for in
                `/payloads` if it has a slash, else in PATH.
            arguments: what follows it in argv.
            environment: beside PATH and HOME.
            limit: seconds of the guest's clock after which it is killed, with all
                processes of its group; 0 for none.

        Raises:
            NotSeen: the guest ended first, or the program writes without end.
            BudgetSpent: the guest's budget ended first.
        """
        _ = self.release  # the agent must be up
        sequence = self._agent.next_sequence()
        path = f"/payloads/{program}" if "/" in program and program[0] != "/" else program
        variables = tuple(
            f"{name}={value}" for name, value in (_ALWAYS | (environment or {})).items()
        )
        self._agent.post(Run(sequence, int(limit * 1000), (path, *arguments), variables))
        written = {Stream.STDOUT: bytearray(), Stream.STDERR: bytearray()}

        def accept(record: Record) -> Finished | None:
            # Not those of an earlier run, on which a test gave up.
            if isinstance(record, Output) and record.sequence == sequence:
                written[record.stream] += record.data
                if sum(map(len, written.values())) > OUTPUT_LIMIT:
                    raise NotSeen(f"{path} wrote more than {OUTPUT_LIMIT >> 20} MiB")
            return _finished(record, sequence)

        return _completed(self._agent.take(accept, f"the end of {path}"), written)

    def rests(self) -> bool:
        """As of every guest; the agent looks, unless it has something else to do.

        Raises:
            NotSeen, BudgetSpent: it does not answer.
        """
        return (
            self._release is not None
            and not self._agent.asked
            and rests(lambda *argv: self.run(*argv).stdout)
        )

    def put(self, path: str, content: bytes | Path, mode: int = 0o755) -> None:
        """Put a file into the guest; its folders are made, and no one sees half of it.

        Args:
            path: where, from the root.
            content: the bytes, or a file of the host.
            mode: its permissions.

        Raises:
            BenchError: the guest refuses, with its reason.
            NotSeen: the guest ended first.
            BudgetSpent: the guest's budget ended first.
        """
        _ = self.release
        data = content if isinstance(content, bytes) else content.read_bytes()
        sequence = self._agent.post_file(path, data, mode)
        done = self._agent.take(lambda record: _finished(record, sequence), f"{path} to be put")
        if done.kind is not Ending.EXITED:
            why = errno.errorcode.get(done.value, str(done.value))
            raise BenchError(f"the guest does not take {path}: {why}")

    def wake(self, identity: Identity) -> Alive:
        """Make the guest one of its own: clock, random pool, name, hardware addresses.

        Raises:
            NotSeen, BudgetSpent: it does not answer.
        """
        _ = self.release
        sequence = self._agent.next_sequence()
        self._agent.post(Wake(sequence, **vars(identity)))
        return self._alive(sequence)

    def prepare_to_freeze(self) -> Alive:
        """Have the guest note what does not survive being frozen, and say who it is.

        Raises:
            NotSeen, BudgetSpent: it does not answer.
        """
        _ = self.release
        sequence = self._agent.next_sequence()
        self._agent.post(Freeze(sequence))
        return self._alive(sequence)

    def _alive(self, sequence: int) -> Alive:
        def accept(record: Record) -> Alive | None:
            is_it = isinstance(record, Alive) and record.sequence == sequence
            return record if is_it else None  # type: ignore[return-value]

        return self._agent.take(accept, "the agent's word that it is alive")


def _finished(record: Record, sequence: int) -> Finished | None:
    return record if isinstance(record, Finished) and record.sequence == sequence else None


def _completed(finished: Finished, written: Mapping[Stream, bytearray]) -> Completed:
    kind, value = finished.kind, finished.value
    return Completed(
        code=value if kind is Ending.EXITED else None,
        signal=value if kind in {Ending.SIGNALLED, Ending.TIMED_OUT} else None,
        errno=value if kind is Ending.NOT_STARTED else None,
        stdout=bytes(written[Stream.STDOUT]),
        stderr=bytes(written[Stream.STDERR]),
        seconds=finished.nanoseconds / 1e9,
        timed_out=kind is Ending.TIMED_OUT,
    )
