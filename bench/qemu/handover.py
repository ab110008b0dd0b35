# SPDX-License-Identifier: MIT
"""A QEMU that one process started and another takes charge of.

The starter stays its parent, and so the only one that can reap it. It says over a
connection of the two how QEMU ended; and when that connection closes, it ends QEMU.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket

from bench.qemu.emulator import Emulator
from bench.qemu.spawning.child import Ended

_LARGEST = 4096
"""Bytes of a message."""
_FILES = 64
"""More than any QEMU has."""


class RemoteChild:
    """A QEMU whose parent is the process at the other end of a connection."""

    def __init__(self, pid: int, connection: socket.socket) -> None:
        self.pid = pid
        self._connection = connection
        self._pidfd = os.pidfd_open(pid)

    @property
    def text(self) -> bytes:
        """Nothing: clones are of Linux, which is not looked at when it ends."""
        return b""

    def kill(self) -> None:
        """End it, unless it has ended."""
        try:
            signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)
        except ProcessLookupError:
            return

    async def ended(self) -> Ended:
        """Wait for its end, once; runs in the reactor."""
        self._connection.setblocking(False)
        try:
            message = await asyncio.get_running_loop().sock_recv(self._connection, _LARGEST)
        except OSError:
            message = b""
        # A parent that is gone has taken QEMU with it: the parent-death signal.
        return Ended(**json.loads(message)) if message else Ended(-signal.SIGKILL, 0.0)

    def close(self) -> None:
        """Give up what this holds; the process has ended."""
        os.close(self._pidfd)
        self._connection.close()


def hand_over(emulator: Emulator, connection: socket.socket) -> None:
    """Give a QEMU away; the files stay the giver's to close.

    Raises:
        OSError: nobody is there to take it.
    """
    numbers = list(emulator.sockets)
    files = [emulator.sockets[number].fileno() for number in numbers]
    said = os.memfd_create("bench-said", os.MFD_CLOEXEC)
    files += [emulator.log, emulator.snapshot, said]
    if emulator.window is not None:
        files.append(emulator.window)
    message = {
        "pid": emulator.child.pid,
        "sockets": numbers,
        "said": {name: len(text) for name, text in emulator.said.items()},
    }
    with open(said, "wb") as text:  # noqa: PTH123 - a descriptor
        text.writelines(emulator.said.values())
        text.flush()
        socket.send_fds(connection, [json.dumps(message).encode()], files)


def take_over(connection: socket.socket) -> Emulator | None:
    """Take a QEMU from the other end of a connection; None if there is none to be had."""
    message, files, _, _ = socket.recv_fds(connection, _LARGEST, _FILES)
    if not files:
        connection.close()
        return None
    content = json.loads(message)
    for file in files:
        os.set_inheritable(file, False)
    numbers = content["sockets"]
    ends = {number: socket.socket(fileno=files.pop(0)) for number in numbers}
    log, snapshot, said, *window = files
    with open(said, "rb") as text:  # noqa: PTH123 - a descriptor
        text.seek(0)
        spoken = {name: text.read(size) for name, size in content["said"].items()}
    return Emulator(
        child=RemoteChild(content["pid"], connection),
        sockets=ends,
        snapshot=snapshot,
        window=window[0] if window else None,
        log=log,
        opening=None,
        said=spoken,
    )
