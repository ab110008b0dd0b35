# SPDX-License-Identifier: MIT
"""What a guest says before anybody reads it."""

from __future__ import annotations

import socket

from bench.qemu.emulator import widen


def test_a_line_takes_a_screen_of_bytes_that_nobody_reads() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        widen(theirs)
        theirs.setblocking(False)
        for _ in range(500):  # a UART's, one by one; a socket that was not widened takes 278
            theirs.send(b"x")
