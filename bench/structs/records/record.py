# SPDX-License-Identifier: MIT
"""Records: the values that a guest reports on a serial line (`docs/records.md`).

`bench.structs.records.record_format` turns them into frames and back,
`bench.structs.records.record_splitter` finds the frames among the text of a stream.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from construct import Construct, ConstructError

from bench.errors import BenchError


class CheckOutcome(Enum):
    """The result of a guest's own check."""

    PASS = 0
    FAIL = 1
    SKIP = 2


class Stream(Enum):
    """Where a program in the guest wrote to."""

    STDOUT = 1
    STDERR = 2


class Ending(Enum):
    """How a program in the guest ended."""

    EXITED = 0
    SIGNALLED = 1
    NOT_STARTED = 2
    TIMED_OUT = 3


@dataclass(frozen=True)
class Value:
    """A named value: an integer of 64 bits, text or bytes."""

    name: str
    value: int | str | bytes


@dataclass(frozen=True)
class Check:
    """A check that the guest made itself."""

    name: str
    outcome: CheckOutcome
    detail: str = ""


@dataclass(frozen=True)
class Run:
    """Host to guest: start a program; `sequence` comes back in its output and end.

    `limit` is in ms, 0 for none; `environment` holds `NAME=value`.
    """

    sequence: int
    limit: int
    arguments: tuple[str, ...]
    environment: tuple[str, ...] = ()


@dataclass(frozen=True)
class Put:
    """Host to guest: a file comes, in `Data`; its end is answered with `Finished`."""

    sequence: int
    mode: int
    path: str


@dataclass(frozen=True)
class Data:
    """Host to guest: a piece of the file that comes; an empty one is its end."""

    sequence: int
    data: bytes


@dataclass(frozen=True)
class Freeze:
    """Host to guest: note what does not survive being frozen; answered with `Alive`."""

    sequence: int


@dataclass(frozen=True)
class Wake:
    """Host to guest: become a guest of your own; answered with `Alive`.

    `realtime` is in ns since 1970 (UTC), `seed` 64 bytes, `mac` 6 bytes.
    """

    sequence: int
    realtime: int
    seed: bytes
    mac: bytes
    hostname: str


@dataclass(frozen=True)
class Alive:
    """The guest's identity: 16 random bytes that only it knows, and its uptime in ns."""

    sequence: int
    nonce: bytes
    nanoseconds: int


@dataclass(frozen=True)
class Output:
    """A piece of what a program wrote."""

    sequence: int
    stream: Stream
    data: bytes


@dataclass(frozen=True)
class Finished:
    """The end of a program: exit code, signal number or errno, and wall time in ns."""

    sequence: int
    kind: Ending
    value: int
    nanoseconds: int


@dataclass(frozen=True)
class Ready:
    """The agent takes `Run` from here on; `release` is that of the guest's kernel."""

    release: str


@dataclass(frozen=True)
class Unknown:
    """A sound frame of a test's own type, or with a body that does not fit its type."""

    type: int
    body: bytes

    def parse(self, struct: Construct) -> Any:
        """The body as `struct` reads it.

        Raises:
            BenchError: the body does not fit the struct.
        """
        try:
            return struct.parse(self.body)
        except ConstructError as error:
            raise BenchError(
                f"the body of a record of type {self.type} ({len(self.body)} bytes) does not "
                f"fit its struct: {reason(error)}",
                hint="compare the struct with what the guest sends",
            ) from error


Record = (
    Value | Check | Run | Output | Finished | Ready | Put | Data | Freeze | Wake | Alive | Unknown
)


def reason(error: Exception) -> str:
    """The last line of a construct error; the first is the path inside the struct."""
    return str(error).strip().splitlines()[-1]
