"""Lines that another process writes into a pipe."""

from __future__ import annotations

import os

CHUNK = 65536


class Lines:
    """The reading end of a pipe, which it never waits for."""

    def __init__(self, fd: int) -> None:
        os.set_blocking(fd, False)
        self.fd = fd
        self.ended = False
        self._rest = b""

    def read(self) -> bytes:
        """Whole lines that have arrived, with their ends; a begun one stays behind."""
        whole, newline, self._rest = (self._rest + self._chunk()).rpartition(b"\n")
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
