# SPDX-License-Identifier: MIT
"""A guest's serial line as a test sees it: text to expect, records to take, lines to send."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar, cast

from pexpect import EOF

from bench.errors import HostError, Unmet
from bench.guest.console.keys import sent_by
from bench.guest.console.last_words import last_words, nearest
from bench.guest.console.terminal import LiveTerminal
from bench.guest.console.text_reader import TextReader
from bench.guest.console.text_stream import TextStream
from bench.guest.console.transcript import Transcript
from bench.qemu.activity import Activity
from bench.qemu.process import Process
from bench.structs.records.record import Record, Unknown
from bench.structs.records.record_splitter import RecordSplitter

R = TypeVar("R")

_TAIL = 256 << 10
"""Bytes of what came last in which people are shown what there was."""


class NotSeen(Unmet):
    """The text or record that a test expected did not come."""


class Console:
    """One serial line.

    The reactor drains the line into its log from the first byte, and a test reads it there: what
    came and was not consumed can be expected, however late and however much it is. Records are
    taken out of the text.
    """

    _RECORD_LIMIT = 10_000

    def __init__(self, name: str, evidence: Path | None, activity: Activity) -> None:
        self.name = name
        self._transcript = Transcript(evidence, name)
        self._splitter = RecordSplitter()
        self._lock = Lock()
        self._records: deque[Record] = deque(maxlen=self._RECORD_LIMIT)
        self._ended = False
        self._activity = activity
        self._process: Process | None = None
        self.rewind()
        self._awaited = ""

    def attach(self, process: Process) -> None:
        """Say whose line it is, once it runs."""
        self._process = process

    @property
    def process(self) -> Process:
        """The QEMU at the other end."""
        assert self._process is not None, "a console is attached before a test sees it"
        return self._process

    @cached_property
    def terminal(self) -> LiveTerminal:
        """The screen of a terminal at the other end, of 80 columns and 25 rows."""
        return LiveTerminal(self._transcript, lambda: self.process)

    @property
    def trouble(self) -> OSError | None:
        """Why its log could not be written, or not to its end."""
        return self._transcript.trouble

    def newest(self, limit: int) -> bytes:
        """The last bytes that came, records and all, whoever has taken them since."""
        return self._transcript.newest(limit)

    def close(self) -> None:
        """Finish the transcript of a line that nothing will come on."""
        self._transcript.close()

    # In the reactor's thread.

    def feed(self, chunk: bytes) -> None:
        """Keep what came; an empty chunk is the end of the line."""
        if chunk:
            self._transcript.write(chunk)
        pieces = self._splitter.feed(chunk) if chunk else self._splitter.flush()
        with self._lock:
            self._records.extend(piece for piece in pieces if not isinstance(piece, bytes))
            self._ended = not chunk
        self._activity.notify()

    # In a test's thread.

    def send(self, text: str | bytes) -> None:
        """Type `text` at the guest.

        Raises:
            BudgetSpent: the guest does not take it.
        """
        self.process.send(self.name, text.encode() if isinstance(text, str) else text)

    def send_line(self, text: str) -> None:
        r"""Type `text` and a newline (`\n`)."""
        self.send(f"{text}\n")

    def press(self, key: str, times: int = 1) -> None:
        """Press a key of a terminal: `down`, `f2`, `ctrl-c`.

        Raises:
            BenchError: a terminal has no such key.
            BudgetSpent: the guest does not take it.
        """
        for _ in range(times):
            self.send(sent_by(key))

    def expect(self, pattern: str | re.Pattern[str]) -> re.Match[str]:
        r"""Wait for text or a compiled pattern, and consume it with all before it.

        A string is taken literally, a compiled pattern as a regular expression. It is sought in
        all that was not consumed, in UTF-8; each byte that is none is U+FFFD. Lines end in `\n`:
        a pattern sees no carriage return ahead of it. One that names the carriage return is
        sought in the text as it came, too.

        A match has any length. Time is linear in the text, and memory does not depend on it, but
        for a pattern that may span any number of lines (`(?s).*`, `\s+`): its match must lie
        within 256 Mi characters. What has come is searched as one text. A match that reaches its
        end is taken at once, although more might come: end a pattern with what follows.

        Returns:
            The match; `before` has what came ahead of it.

        Raises:
            NotSeen: the line ended first. Nothing is consumed.
            BudgetSpent: the guest's budget ended first. Nothing is consumed.
        """
        literal = pattern if isinstance(pattern, str) else ""
        compiled = re.compile(re.escape(pattern)) if isinstance(pattern, str) else pattern
        shown = f'"{pattern}"' if literal else f"/{compiled.pattern}/"
        self._awaited = f"{shown} on {self.name}"
        consumed = self._reader.consumed
        try:
            match = self._reader.find(compiled)
        except EOF:
            missing = NotSeen(f"{shown} did not come on {self.name} before the guest ended")
            raise self._explained(missing, compiled, literal) from None
        except Unmet as unmet:
            raise self._explained(unmet, compiled, literal) from None
        # `before` may still be asked for, which begins there.
        self._transcript.forget(consumed)
        return match

    def rewind(self) -> None:
        """Let all that came be expected anew."""
        self._reader = TextReader(TextStream(self._transcript), self._wait_text)

    @property
    def before(self) -> str:
        """The text ahead of the last match of `expect`."""
        return self._reader.ahead

    def expect_record(self, kind: type[R] | int, name: str | None = None) -> R:
        """Take the next record of a kind; other records stay for later calls.

        Args:
            kind: a class of `bench.structs.records.record`, or the number of a type of the test's
                own, which gives an `Unknown`.
            name: of a value or a check.

        Raises:
            NotSeen: the line ended first.
            BudgetSpent: the guest's budget ended first.
        """
        label = f"type {kind}" if isinstance(kind, int) else kind.__name__.lower()
        awaited = f"a record of {label}{f' {name!r}' if name else ''}"
        return cast("R", self.take_record(lambda record: _matches(record, kind, name), awaited))

    def take_record(self, wanted: Callable[[Record], bool], awaited: str) -> Record:
        """Take the next record that `wanted` accepts.

        Raises:
            NotSeen, BudgetSpent: as for `expect_record`.
        """
        awaited = f"{awaited} on {self.name}"

        def look() -> Record | None:
            with self._lock:
                for record in self._records:
                    if wanted(record):
                        self._records.remove(record)
                        return record
                if self._ended:
                    raise NotSeen(f"{awaited} did not come before the guest ended")
                return None

        try:
            return cast("Record", self._activity.wait(look, self.process.clock, awaited))
        except Unmet as unmet:
            unmet.seen = self.last_words()
            raise

    def records(self, kind: type[R]) -> list[R]:
        """Take all records of a kind that have come."""
        with self._lock:
            found: list[Any] = [record for record in self._records if isinstance(record, kind)]
            for record in found:
                self._records.remove(record)
        return found

    def take_text(self) -> bytes | None:
        """Take what text waits, as bytes; None once the line has ended and all is taken."""
        ended = self._ended  # asked first: no text comes after it
        text = self._reader.take(ended=ended)
        self._transcript.forget(self._reader.consumed)
        return None if ended and not text else text

    def last_words(self) -> str:
        """The last lines that came, for people."""
        said = last_words(self._transcript.newest(_TAIL))
        return f"the last lines of {self.name}:\n{said}" if said else f"{self.name} said nothing"

    def _explained(self, unmet: Unmet, pattern: re.Pattern[str], literal: str) -> Unmet | HostError:
        """An error with what there was to be seen of what was awaited."""
        if lost := len(self._transcript.lost):
            return HostError(
                f"{self._awaited} was not found, and {lost} bytes that came could not be kept:"
                f" {self._transcript.trouble or 'they were too many for the memory'}"
            )
        seen = [self.last_words()]
        if literal and (line := nearest(self._transcript.newest(_TAIL), literal)):
            seen.append(f"most like it: {line}")
        if self._came_before(pattern):
            seen.append("it came before, and an earlier expect consumed it")
        unmet.seen = "\n".join(seen)
        return unmet

    def _came_before(self, pattern: re.Pattern[str]) -> bool:
        def end() -> None:
            raise EOF("all that was consumed is read")

        consumed = TextReader(TextStream(self._transcript, self._reader.consumed), end)
        try:
            consumed.find(pattern)
        except EOF:
            return False
        return True

    def _wait_text(self) -> None:
        def look() -> bool | None:
            ended = self._ended  # asked first: no text comes after it
            if self._reader.more():
                return True
            if ended:
                raise EOF("the line has ended")
            return None

        self._activity.wait(look, self.process.clock, self._awaited)


def _matches(record: Record, kind: type | int, name: str | None) -> bool:
    if isinstance(kind, int):
        return isinstance(record, Unknown) and record.type == kind
    return isinstance(record, kind) and (name is None or getattr(record, "name", None) == name)
