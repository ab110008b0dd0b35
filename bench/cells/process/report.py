# SPDX-License-Identifier: MIT
"""Reports of a runner to `bench.cells.process.processes`, as lines of JSON."""

from __future__ import annotations

import base64
import contextlib
import json
import socket
from typing import Any

from bench.text import whole_lines
from bench.verdict.outcome import Verdict


class Report:
    """A `bench.cells.process.supervisor.Listener` at the other end of a connection.

    Args:
        connection: the end here.
    """

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection

    def fileno(self) -> int:
        """The descriptor that becomes readable when the other end is closed: it says nothing."""
        return self._connection.fileno()

    def listening(self) -> bool:
        """Whether it is still there."""
        try:
            return bool(self._connection.recv(1))
        except OSError:
            return False

    def log(self, text: bytes) -> None:
        """Lines that the test printed, without what would disturb a terminal: guests speak here."""
        if text:
            self._send(log=base64.b64encode(whole_lines(text)).decode())

    def finished(self, verdict: Verdict) -> None:
        """The test has ended."""
        self._send(verdict=verdict.to_json())

    def _send(self, **message: Any) -> None:
        with contextlib.suppress(OSError):  # `listening` tells
            self._connection.sendall(json.dumps(message).encode() + b"\n")
