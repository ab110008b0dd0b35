# SPDX-License-Identifier: MIT
"""The messages of one task to avocado's status server.

One malformed message ends the server and the job hangs, so every message is built here.
Format: `avocado.core.nrunner.task` and `avocado.core.messages` of avocado 113.
"""

from __future__ import annotations

import base64
import contextlib
import json
import socket
import time
from typing import Any

from bench.text import whole_lines
from bench.verdict.outcome import Verdict

LONGEST_LOG = 1 << 18
"""Characters that are kept of what a test prints: it has a folder for more."""


class Status:
    """A connection to a status server, which may end at any time.

    Args:
        uri: `host:port`, the path of a Unix socket, or `@name` of an abstract one.
        task: the task's identifier.
        job: the job's identifier.

    Raises:
        OSError: when nobody listens.
    """

    def __init__(self, uri: str, task: str, job: str) -> None:
        self._frame = {"id": task, "job_id": job}
        self._room = LONGEST_LOG
        self._socket = _connect(uri)

    def fileno(self) -> int:
        """The descriptor that becomes readable when the server closes the connection."""
        return self._socket.fileno()

    def close(self) -> None:
        """Give up this process's end."""
        self._socket.close()

    def listening(self) -> bool:
        """Whether the server is still there; it never sends anything else than its end."""
        try:
            return bool(self._socket.recv(4096))
        except OSError:
            return False

    def started(self, output_dir: str) -> None:
        """The task runs from now on and leaves its files in a folder."""
        self._send({"status": "started", "output_dir": output_dir})

    def log(self, text: bytes) -> None:
        """Whole lines for the task's log.

        They go as bytes: avocado would encode text as the locale has it, and fail.
        """
        if not text or self._room <= 0:
            return
        lines = whole_lines(text, self._room)
        self._room -= len(text)
        if self._room <= 0:
            lines += b"[the rest is left out]\n"
        log = {"__base64_encoded__": base64.b64encode(lines).decode()}
        self._send({"status": "running", "type": "log", "log": log})

    def finished(self, verdict: Verdict, result: str | None = None) -> None:
        """The task has ended.

        Args:
            verdict: what came of it.
            result: one of avocado's, where it is not the outcome's.
        """
        reason = verdict.why
        if verdict.fault:
            place = f" at {verdict.where}" if verdict.where else ""
            reason = f"{reason} (fault: {verdict.fault}){place}"
        self._send(
            {
                "status": "finished",
                "result": result or verdict.outcome,
                "fail_reason": reason,
                "fail_class": verdict.fault,
                "traceback": "\n".join(filter(None, (verdict.seen, verdict.detail))),
                "verdict": verdict.to_json(),
            }
        )

    def _send(self, message: dict[str, Any]) -> None:
        line = json.dumps({**message, **self._frame, "time": time.monotonic()})
        with contextlib.suppress(OSError):  # a server that has gone is noticed by `listening`
            self._socket.sendall(line.encode() + b"\n")


def _connect(uri: str) -> socket.socket:
    host, colon, port = uri.rpartition(":")
    if colon and port.isdecimal():
        return socket.create_connection((host, int(port)))
    connection = socket.socket(socket.AF_UNIX)
    connection.connect("\0" + uri[1:] if uri.startswith("@") else uri)
    return connection
