# SPDX-License-Identifier: MIT
"""QEMU's human monitor, for what only it can do and for many commands at once.

QMP takes one command a turn of QEMU's main loop, 0.4 ms each. The human monitor runs all
lines that lie in its socket in one turn, so that a guest is held for a moment only.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Sequence

from bench.errors import EmulatorError

_PROMPT = b"(qemu) "


class HumanMonitor:
    """A terminal of QEMU's monitor, for one thread after the other."""

    _REPLY_LIMIT = 60.0
    """Wall seconds for a reply: QEMU answers in a millisecond while it lives."""

    def __init__(self, end: socket.socket) -> None:
        end.settimeout(self._REPLY_LIMIT)
        self._end = end
        self._greeted = False
        self._turn = threading.Lock()

    def run(self, commands: Sequence[str]) -> list[str]:
        """Run commands in one turn and return what each prints.

        Raises:
            EmulatorError: QEMU has gone or does not answer.
        """
        with self._turn:
            return self._run(commands)

    def _run(self, commands: Sequence[str]) -> list[str]:
        lines = "".join(f"{command}\n" for command in commands).encode()
        try:
            if not self._greeted:
                self._read_prompts(1)
                self._greeted = True
            self._end.sendall(lines)
            replies = self._read_prompts(len(commands))
        except TimeoutError as error:
            raise EmulatorError(f"QEMU does not answer {commands[0]}") from error
        except OSError as error:
            raise EmulatorError(f"QEMU ended before it answered {commands[0]}") from error
        return [_without_echo(reply) for reply in replies]

    def _read_prompts(self, number: int) -> list[bytes]:
        """The text before each of the next prompts."""
        received = bytearray()
        while received.count(_PROMPT) < number:
            chunk = self._end.recv(1 << 16)
            if not chunk:
                raise ConnectionResetError
            received += chunk
        return bytes(received).split(_PROMPT)[:number]


def _without_echo(reply: bytes) -> str:
    """The first line is the command, typed back letter by letter."""
    return reply.partition(b"\r\n")[2].decode(errors="replace").replace("\r\n", "\n")
