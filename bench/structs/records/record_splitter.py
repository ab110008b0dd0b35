# SPDX-License-Identifier: MIT
"""Splits a serial stream into text and records (`docs/records.md`, "The frame")."""

from __future__ import annotations

import zlib

from bench.structs.records.record import Record
from bench.structs.records.record_format import MAGIC, MAXIMUM_LENGTH, decode

HEADER = 10
"""Size of magic, type and length, in bytes."""

CRC = 4
"""Size of the CRC, in bytes."""


class RecordSplitter:
    """Takes a stream in chunks of any size and gives its text and records in order.

    What may still become a frame is held back until it is one or is found not to be; that
    is at most one frame of maximum length. A byte is searched once, and the CRC of a
    supposed frame is computed once, when all its bytes are there: time is linear in the
    stream, with at most 64 KiB of CRC for each supposed frame in hostile input.
    """

    def __init__(self) -> None:
        self._held = bytearray()

    def feed(self, data: bytes) -> list[bytes | Record]:
        """The pieces that `data` completes; adjacent text of one call is one piece."""
        self._held += data
        return self._split(at_end=False)

    def flush(self) -> list[bytes | Record]:
        """The bytes held back at the end of the stream, where half a frame is text.

        A damaged length may have hidden whole records, so that there may be some.
        """
        return self._split(at_end=True)

    def _split(self, at_end: bool) -> list[bytes | Record]:
        held = self._held
        pieces: list[bytes | Record] = []
        text = search = 0
        while True:
            start = held.find(MAGIC, search)
            if start < 0:
                start = len(held) - self._partial_magic(search)
                break
            size = self._size(start)
            if start + size > len(held) and not at_end:
                break
            if not self._sound(start, size):
                search = start + 1
                continue
            if text < start:
                pieces.append(bytes(held[text:start]))
            pieces.append(self._record(start, size))
            text = search = start + size
        end = len(held) if at_end else start
        if text < end:
            pieces.append(bytes(held[text:end]))
        del held[:end]
        return pieces

    def _partial_magic(self, search: int) -> int:
        """How many of the last bytes may be the start of a magic."""
        tail = self._held[max(search, len(self._held) - len(MAGIC) + 1) :]
        return next((n for n in range(len(tail), 0, -1) if tail.endswith(MAGIC[:n])), 0)

    def _size(self, start: int) -> int:
        """How many bytes must be there to tell whether a frame is at `start`."""
        if len(self._held) < start + HEADER:
            return HEADER
        length = int.from_bytes(self._held[start + 6 : start + HEADER], "little")
        return HEADER + length + CRC if length <= MAXIMUM_LENGTH else HEADER

    def _sound(self, start: int, size: int) -> bool:
        if size == HEADER or start + size > len(self._held):
            return False
        end = start + size - CRC
        crc = int.from_bytes(self._held[end : end + CRC], "little")
        with memoryview(self._held) as held:
            return zlib.crc32(held[start + 4 : end]) == crc

    def _record(self, start: int, size: int) -> Record:
        type_ = int.from_bytes(self._held[start + 4 : start + 6], "little")
        return decode(type_, bytes(self._held[start + HEADER : start + size - CRC]))
