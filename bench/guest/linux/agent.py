# SPDX-License-Identifier: MIT
"""Talks to the agent in a Linux guest (`docs/records.md`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count, islice
from typing import TypeVar

from construct import ConstructError

from bench.errors import BenchError
from bench.guest.console.console import NotSeen
from bench.guest.linux.window import Window
from bench.qemu.process import Process
from bench.structs.records.record import Data, Put, Ready, Record, reason
from bench.structs.records.record_format import body, decode
from bench.structs.records.window import BODY_LIMIT

R = TypeVar("R")

_BELL = b"\a"
_AT_ONCE = 1000
"""Records that are taken between two looks at the guest's budget."""
_PIECE = BODY_LIMIT - 4
"""Bytes of a file in one record, beside its sequence."""


class Agent:
    """The bench's side of the talk: records in a window, doorbells on a line.

    The agent does one thing after the other, and answers in that order. What it writes is
    read only while somebody waits for an answer: a flood fills its window and no more.

    Args:
        process: the guest.
        line: the console that doorbells go over.
        window: the queues of records.
        running: whether the agent runs already, as in a clone.
    """

    def __init__(self, process: Process, line: str, window: Window, *, running: bool) -> None:
        self._process = process
        self._line = line
        self._window = window
        self._running = running
        self._sequences = count(1)
        self.asked = 0
        """How many who asked it something wait for an answer."""

    def next_sequence(self) -> int:
        """A number for the next request."""
        return next(self._sequences)

    def await_ready(self) -> Ready:
        """Wait for the agent of a guest that boots.

        Raises:
            NotSeen, BudgetSpent: it does not come up.
        """
        self._running = True
        return self.take(lambda record: record if isinstance(record, Ready) else None, "the agent")

    def post(self, *records: Record) -> None:
        """Hand the agent records, whether it runs or is held.

        Raises:
            BenchError: one is too large for its fields.
            NotSeen, BudgetSpent: the guest does not take them.
        """
        for record in records:
            self._post(record)
        self._process.send(self._line, _BELL)

    def post_file(self, path: str, data: bytes, mode: int) -> int:
        """Hand the agent a file; its `Finished` has the sequence that this returns."""
        sequence = self.next_sequence()
        pieces = (data[at : at + _PIECE] for at in range(0, len(data), _PIECE))
        self.post(
            Put(sequence, mode, path),
            *(Data(sequence, piece) for piece in pieces),
            Data(sequence, b""),
        )
        return sequence

    def take(self, accept: Callable[[Record], R | None], awaited: str) -> R:
        """Wait for a record that is accepted; others are dropped.

        Args:
            accept: returns None for a record that is not the one.
            awaited: what is waited for, for errors.

        Raises:
            NotSeen: the guest ended, reset itself, or broke its window.
            BudgetSpent: the guest's budget ended first.
        """
        resets = self._process.resets

        def look() -> R | None:
            # Before the look at the window: what it wrote last is there by then.
            ended = self._process.returncode is not None
            for record in islice(self._records(), _AT_ONCE):
                if (found := accept(record)) is not None:
                    return found
            if self._window.holds_more:  # the budget first: a guest may write without end
                self._process.activity.notify()
                return None
            if ended:
                raise NotSeen(f"{awaited} did not come before the guest ended")
            if self._process.resets > resets:
                raise NotSeen(f"{awaited} did not come before the guest reset itself")
            return None

        self.asked += 1
        try:
            return self._process.activity.wait(look, self._process.clock, awaited)
        finally:
            self.asked -= 1

    def _records(self) -> Iterator[Record]:
        if not self._window.ready:
            return
        try:
            while message := self._window.take():
                if self._window.guest_waits():
                    self._process.send(self._line, _BELL)
                yield decode(*message)
        except BenchError as error:
            raise NotSeen(str(error)) from error

    def _post(self, record: Record) -> None:
        try:
            kind, content = body(record)
        except ConstructError as error:
            raise _too_large(record, reason(error)) from error
        if len(content) > BODY_LIMIT:
            raise _too_large(record, f"its body has {len(content)} bytes")
        if self._give(kind, content):
            return
        self._process.send(self._line, _BELL)
        self._process.activity.wait(
            lambda: self._give(kind, content) or None, self._process.clock, "room for a record"
        )

    def _give(self, kind: int, content: bytes) -> bool:
        if self._process.returncode is not None:
            raise NotSeen("the guest ended before it took a record")
        return self._window.give(kind, content)


def _too_large(record: Record, why: str) -> BenchError:
    name = type(record).__name__
    return BenchError(
        f"a {name} does not fit a record: {why}",
        hint="docs/records.md says how large each field is",
    )
