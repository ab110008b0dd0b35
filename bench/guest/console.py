"""A guest's serial line as a test sees it: text to expect, records to take, lines to send."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar, cast

from pexpect import EOF

from bench.errors import BenchError
from bench.guest.text_reader import TextReader
from bench.guest.transcript import Transcript
from bench.qemu.activity import Activity
from bench.qemu.process import Process
from bench.structs.record import Record, Unknown
from bench.structs.record_splitter import RecordSplitter

R = TypeVar("R")


class NotSeen(BenchError):
    """What a test expected of the guest did not come."""


class Console:
    """One serial line.

    The reactor drains the line into a transcript from the first byte; what came is kept
    here, within bounds, until a test asks for it. Records are taken out of the text.
    """

    _TEXT_LIMIT = 1 << 20
    """Bytes of text that wait to be expected; of a flood, the newest are kept."""
    _RECORD_LIMIT = 10_000

    def __init__(self, name: str, evidence: Path | None, activity: Activity) -> None:
        self.name = name
        self._transcript = Transcript(evidence, name)
        self._splitter = RecordSplitter()
        self._lock = Lock()
        self._text: deque[bytes] = deque()
        self._text_size = 0
        self._records: deque[Record] = deque(maxlen=self._RECORD_LIMIT)
        self._ended = False
        self._activity = activity
        self._process: Process | None = None
        self._reader = TextReader(self._wait_text)
        self._awaited = ""

    def attach(self, process: Process) -> None:
        """Say whose line it is, once it runs."""
        self._process = process

    @property
    def process(self) -> Process:
        """The QEMU at the other end."""
        assert self._process is not None, "a console is attached before a test sees it"
        return self._process

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
            for piece in pieces:
                self._keep(piece)
            self._ended = not chunk
        if not chunk:
            self._transcript.close()
        self._activity.notify()

    def _keep(self, piece: bytes | Record) -> None:
        if not isinstance(piece, bytes):
            self._records.append(piece)
            return
        self._text.append(piece)
        self._text_size += len(piece)
        while self._text_size > self._TEXT_LIMIT and len(self._text) > 1:
            self._text_size -= len(self._text.popleft())

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

    def expect(self, pattern: str | re.Pattern[str]) -> re.Match[str]:
        r"""Wait for text or a compiled pattern, and drop all before it.

        Text is decoded as UTF-8; what is none becomes U+FFFD. A string is taken
        literally, a compiled pattern as a regular expression; a match is found within
        the last 32 KiB.

        Returns:
            The match; `before` has what came ahead of it.

        Raises:
            NotSeen: the line ended first.
            BudgetSpent: the guest's budget ended first.
        """
        literal = isinstance(pattern, str)
        compiled = re.compile(re.escape(pattern)) if isinstance(pattern, str) else pattern
        shown = f'"{pattern}"' if literal else f"/{compiled.pattern}/"
        self._awaited = f"{shown} on {self.name}"
        try:
            self._reader.expect([compiled], timeout=None)
        except EOF:
            raise NotSeen(f"{shown} did not come on {self.name} before the guest ended") from None
        return cast("re.Match[str]", self._reader.match)

    @property
    def before(self) -> str:
        """The text ahead of the last match of `expect`."""
        return cast("str", self._reader.before or "")

    def expect_record(self, kind: type[R] | int, name: str | None = None) -> R:
        """Take the next record of a kind; other records stay for later calls.

        Args:
            kind: a class of `bench.structs.record`, or the number of a type of the test's
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

        return cast("Record", self._activity.wait(look, self.process.clock, awaited))

    def records(self, kind: type[R]) -> list[R]:
        """Take all records of a kind that have come."""
        with self._lock:
            found: list[Any] = [record for record in self._records if isinstance(record, kind)]
            for record in found:
                self._records.remove(record)
        return found

    def take_text(self) -> bytes | None:
        """Take what text waits, as bytes; None once the line has ended and all is taken."""
        with self._lock:
            if not self._text and self._ended:
                return None
            text = b"".join(self._text)
            self._text.clear()
            self._text_size = 0
            return text

    def _wait_text(self) -> bytes:
        def look() -> bytes | None:
            text = self.take_text()
            if text is None:
                raise EOF("the line has ended")
            return text or None

        return self._activity.wait(look, self.process.clock, self._awaited)


def _matches(record: Record, kind: type | int, name: str | None) -> bool:
    if isinstance(kind, int):
        return isinstance(record, Unknown) and record.type == kind
    return isinstance(record, kind) and (name is None or getattr(record, "name", None) == name)
