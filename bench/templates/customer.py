# SPDX-License-Identifier: MIT
"""The pool as a run and its cells see it."""

from __future__ import annotations

import json
import os
import signal
import socket
from collections.abc import Sequence

from bench.host.processes import die_with, rename
from bench.qemu.emulator import Emulator
from bench.qemu.handover import take_over
from bench.templates.pool import LookUp, Pool

POOL = "bench-pool"
"""The name of the pool's process."""


class Customer:
    """Asks a pool for clones; processes that are forked later may ask too.

    Args:
        requests: the way to the pool.
    """

    def __init__(self, requests: socket.socket) -> None:
        self._requests = requests

    @classmethod
    def fork_pool(cls, names: Sequence[str], look_up: LookUp, ahead: int) -> Customer:
        """Start a pool as a child of this process, which has one thread.

        It ends with this process, or when everybody who could ask has closed.

        Args:
            names: of the cells to come, in their order.
            look_up: their plans.
            ahead: how many clones may wait.
        """
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        parent = os.getpid()
        if os.fork() == 0:
            try:
                ours.close()
                die_with(parent)
                rename(POOL)
                signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent's to handle
                Pool(theirs, names, look_up, ahead).serve()
            finally:
                os._exit(0)
        theirs.close()
        return cls(ours)

    def ask(self, cell: str, key: str) -> Emulator | None:
        """A clone of the template of this key, held; None if none waits.

        Args:
            cell: the name of the cell that it is for.
            key: the template's.
        """
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            try:
                request = json.dumps({"cell": cell, "key": key}).encode()
                socket.send_fds(self._requests, [request], [theirs.fileno()])
            except OSError:
                ours.close()
                return None
        return take_over(ours)

    def close(self) -> None:
        """Ask no more."""
        self._requests.close()
