# SPDX-License-Identifier: MIT
"""The commands that QEMU's monitor has before QEMU runs.

The commands lie in the monitor's socket when QEMU starts, and are done the moment that it
can: a clone is restored and runs without waiting for anybody's answer to an answer
(QEMU Machine Protocol specification, 3.1 to 3.4).
"""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bench.errors import EmulatorError

Command = tuple[str, Mapping[str, Any]]
"""A command's name and its arguments."""

_CHUNK = 1 << 16


class Refused(EmulatorError):
    """QEMU did not do what it was told first; it may run on."""


def encode(commands: Sequence[Command]) -> bytes:
    """The negotiation and then the commands, numbered."""
    lines = [
        json.dumps({"execute": name, "arguments": dict(arguments), "id": number})
        for number, (name, arguments) in enumerate([("qmp_capabilities", {}), *commands])
    ]
    return "\n".join(lines).encode() + b"\n"


async def answered(
    peer: socket.socket, number: int, keep: Callable[[dict[str, Any]], object]
) -> None:
    """Read the answers to the negotiation and to `number` commands; runs in the reactor.

    Args:
        peer: the bench's end of the monitor's socket.
        number: of commands.
        keep: takes the events that come meanwhile.

    Raises:
        Refused: QEMU refused one.
        EmulatorError: it ended before it answered.
    """
    rest = b""
    answers = 0
    # Not a byte of the next message may stay behind: somebody else will read it.
    while answers <= number or rest:
        chunk = await _receive(peer)
        if not chunk:
            if answers == number and number:
                return  # a guest may end QEMU before it answers the last one
            raise EmulatorError("QEMU ended before its monitor answered")
        *lines, rest = (rest + chunk).split(b"\n")
        for message in map(json.loads, filter(None, map(bytes.strip, lines))):
            if "error" in message:
                raise Refused(f"QEMU refused to start: {message['error']['desc']}")
            if "event" in message:
                keep(message)
            answers += "return" in message


async def _receive(peer: socket.socket) -> bytes:
    try:
        return await asyncio.get_running_loop().sock_recv(peer, _CHUNK)
    except ConnectionResetError:
        return b""
