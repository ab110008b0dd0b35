"""A Linux guest: programs run through its agent."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from pathlib import Path

from bench.guest.guest import Guest
from bench.qemu.plan import Plan
from bench.structs.record import Ending, Finished, Output, Ready, Run, Stream
from bench.structs.record_format import encode


@dataclass(frozen=True)
class Completed:
    """What came of a program.

    Attributes:
        code: its exit code; None if a signal ended it or it was not started.
        signal: the number of the signal that ended it.
        errno: why it was not started, execve's error number.
        stdout: what it wrote to its standard output.
        stderr: what it wrote to its standard error.
        seconds: how long it ran, by the guest's clock.
    """

    code: int | None
    signal: int | None
    errno: int | None
    stdout: bytes
    stderr: bytes
    seconds: float


class LinuxGuest(Guest):
    """A guest whose agent takes `Run` records on the control line (docs/records.md)."""

    def __init__(self, plan: Plan, evidence: Path) -> None:
        super().__init__(plan, evidence)
        self._sequence = count(1)
        self._release: str | None = None

    @property
    def release(self) -> str:
        """The kernel's release, `6.1.0-44-cloud-amd64`; waits for the agent.

        Raises:
            NotSeen, BudgetSpent: the agent did not come up.
        """
        if self._release is None:
            self._release = self.control.expect_record(Ready).release
        return self._release

    def run(self, program: str, *arguments: str) -> Completed:
        """Run a program and wait for its end.

        Args:
            program: a path in the guest; one without a leading slash is looked for in
                `/payloads` if it has a slash, else in PATH.
            arguments: what follows it in argv.

        Raises:
            NotSeen: the guest ended first.
            BudgetSpent: the guest's budget ended first.
        """
        _ = self.release  # the agent must be up
        sequence = next(self._sequence)
        path = f"/payloads/{program}" if "/" in program and program[0] != "/" else program
        self.control.send(encode(Run(sequence, (path, *arguments))))
        written = {Stream.STDOUT: bytearray(), Stream.STDERR: bytearray()}
        while True:
            record = self.control.take_record(
                # Not those of an earlier run, on which a test gave up.
                lambda r: isinstance(r, Output | Finished) and r.sequence == sequence,
                f"the end of {path}",
            )
            if isinstance(record, Finished):
                return _completed(record, written)
            assert isinstance(record, Output)
            written[record.stream] += record.data


def _completed(finished: Finished, written: dict[Stream, bytearray]) -> Completed:
    return Completed(
        code=finished.value if finished.kind is Ending.EXITED else None,
        signal=finished.value if finished.kind is Ending.SIGNALLED else None,
        errno=finished.value if finished.kind is Ending.NOT_STARTED else None,
        stdout=bytes(written[Stream.STDOUT]),
        stderr=bytes(written[Stream.STDERR]),
        seconds=finished.nanoseconds / 1e9,
    )
