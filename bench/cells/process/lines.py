# SPDX-License-Identifier: MIT
"""Lines that another process writes into a pipe."""

from __future__ import annotations

import os

CHUNK = 65536


class Lines:
    """The reading end of a pipe, which it never waits for.

    Args:
        fd: its file descriptor.
        longest: bytes after which a line that has not ended is taken for whole.
    """

    def __init__(self, fd: int, *, longest: int | None = None) -> None:
        os.set_blocking(fd, False)
        self.fd = fd
        self._longest = longest
        self.ended = False
        self._rest = b""

    def read(self) -> bytes:
        """Whole lines that have arrived, with their ends; a begun one stays behind."""
        whole, newline, self._rest = (self._rest + self._chunk()).rpartition(b"\n")
        if self._longest and len(self._rest) > self._longest:
            newline += self._rest
            self._rest = b""
        return whole + newline

    def drain(self) -> bytes:
        """Everything that has arrived, the last line whole or not."""
        data = self._rest
        while chunk := self._chunk():
            data += chunk
        return data

    def _chunk(self) -> bytes:
        try:
            chunk = os.read(self.fd, CHUNK)
        except BlockingIOError:
            return b""
        self.ended = not chunk
        return chunk
