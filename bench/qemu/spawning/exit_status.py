# SPDX-License-Identifier: MIT
"""The whole of the number with which a process exits.

A parent is told eight bits of it; QEMU's isa-debug-exit puts a guest's code into 31, and one bit
below them. So the kernel asks the bench before such a process exits, by way of a filter of system
calls (seccomp(2), seccomp_unotify(2)), and the bench notes the number and lets it exit.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
import select
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass

from bench.architectures.registry import system_call_number
from bench.host import libc

# Linux: linux/seccomp.h, linux/filter.h.
_ASK = 0x7FC0_0000  # SECCOMP_RET_USER_NOTIF
_ALLOW = 0x7FFF_0000
_RECEIVE = 0xC050_2100  # SECCOMP_IOCTL_NOTIF_RECV
_ANSWER = 0xC018_2101  # SECCOMP_IOCTL_NOTIF_SEND
_GO_ON = 1  # SECCOMP_USER_NOTIF_FLAG_CONTINUE
_QUESTION = struct.Struct("QIIiIQ6Q")
"""struct seccomp_notif: its number, the thread's, flags, and the call with its six arguments."""
_REPLY = struct.Struct("QqiI")
"""struct seccomp_notif_resp: the question's number, value, error, flags."""

_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06  # of the Berkeley packet filter
_NUMBER, _FIRST_ARGUMENT = 0, 16  # offsets in struct seccomp_data

_HEARD, _UNHEARD = b"+", b"-"


def _filter(exit_group: int) -> bytes:
    """Asks about every exit but that of a child that could not become QEMU.

    Such a child exits with 255, and its parent waits for nothing else.
    """
    instructions = (  # code, jumps if true and if false, operand
        (_LOAD, 0, 0, _NUMBER),
        (_EQUAL, 0, 3, exit_group),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_EQUAL, 1, 0, 255),
        (_RETURN, 0, 0, _ASK),
        (_RETURN, 0, 0, _ALLOW),
    )
    return b"".join(struct.pack("HBBI", *instruction) for instruction in instructions)


_ASKING = libc.SystemCallFilter(_filter(system_call_number("exit_group") & 0xFFFF_FFFF))


def announce_exit(starter: socket.socket) -> None:
    """Have whoever starts this process be asked how it exits; runs in the forked child.

    A kernel that asks nobody (another listener is there, as in some containers) is not a reason
    not to start: the starter is told that it will hear nothing.

    Args:
        starter: takes the descriptor on which the kernel asks.
    """
    try:
        libc.gain_no_privileges()
        listener = _ASKING.enter_and_listen()
    except OSError:
        starter.send(_UNHEARD)
        return
    socket.send_fds(starter, [_HEARD], [listener])
    os.close(listener)


@dataclass(frozen=True)
class ExitStatus:
    """With which number a process exits, and which of its threads said so.

    Attributes:
        value: the number, of 32 bits.
        thread: the thread's number; the first one's is the process's.
    """

    value: int
    thread: int


class ExitListener:
    """Lets a process exit, and notes how; made in the reactor, which then does the rest.

    Args:
        child: the end of the socket pair whose other `announce_exit` was given.
        look: looks at the process before it exits.

    Attributes:
        status: None before the process has asked, which it does not for 255.
        seen: what `look` returned.
        hears: whether the kernel asks.
    """

    status: ExitStatus | None = None
    seen: bytes = b""

    def __init__(self, child: socket.socket, look: Callable[[], bytes] = bytes) -> None:
        self._look = look
        _, listeners, _, _ = socket.recv_fds(child, len(_HEARD), 1)
        self.hears = bool(listeners)
        if not self.hears:
            return
        [self._listener] = listeners
        self._asked = select.poll()
        self._asked.register(self._listener, select.POLLIN)
        self._loop = asyncio.get_running_loop()
        self._loop.add_reader(self._listener, self._answer)

    def close(self) -> None:
        """Stop listening, once the process has ended; runs in the reactor."""
        if self.hears:
            self._loop.remove_reader(self._listener)
            os.close(self._listener)

    def _answer(self) -> None:
        # The kernel would have this wait for a question if the process has ended.
        if not any(found & select.POLLIN for _, found in self._asked.poll(0)):
            self._loop.remove_reader(self._listener)
            return
        question = bytearray(_QUESTION.size)
        try:
            fcntl.ioctl(self._listener, _RECEIVE, question)
            number, thread, _, _, _, _, value, *_ = _QUESTION.unpack(question)
            self.status = ExitStatus(value & 0xFFFF_FFFF, thread)
            self.seen = self._look()
            fcntl.ioctl(self._listener, _ANSWER, _REPLY.pack(number, 0, 0, _GO_ON))
        except FileNotFoundError:
            return  # it was killed as it asked
