# SPDX-License-Identifier: MIT
"""The guest's network card, from the host: a port of the guest's, and who speaks to it.

The one way to a guest that other processes of the host could take, too: QEMU's user network
takes no socket that it inherits, only a port. It is one of the host's loopback, which the
host's kernel chooses and QEMU holds, so that runs never collide and nothing is left of it;
and there is none before a test asks.
"""

from __future__ import annotations

import http.client
import re
import threading
from dataclasses import dataclass

from bench.errors import BenchError, EmulatorError
from bench.guest.guest_socket import GuestSocket
from bench.qemu.planning.devices import NETDEV
from bench.qemu.process import Process

HOST = "127.0.0.1"
GUEST = "10.0.2.15"
"""The address of a guest on QEMU's user network: QEMU's docs/system/devices/net.rst."""


@dataclass(frozen=True)
class Forwarded:
    """Where the host reaches a port of the guest's.

    Attributes:
        host: an address of the host's own.
        port: a TCP port there.
    """

    host: str
    port: int


class Network:
    """The network of one guest, for any of a test's threads.

    Args:
        process: the guest.
        present: whether the machine has a card.
    """

    def __init__(self, process: Process, *, present: bool) -> None:
        self._process = process
        self._present = present
        self._forwarded: dict[int, Forwarded] = {}
        self._guard = threading.Lock()
        self._connecting = threading.Lock()

    def forward(self, port: int) -> Forwarded:
        """Let the host reach a TCP port of the guest's; the same place each time.

        Raises:
            BenchError: the machine has no network card.
            EmulatorError: QEMU has ended, or does not listen.
        """
        if not self._present:
            raise BenchError(
                "the machine has no network card",
                hint='choose machines of "device:virtio-net"',
            )
        with self._guard:
            if port not in self._forwarded:
                self._forwarded[port] = Forwarded(HOST, self._listen(port))
            return self._forwarded[port]

    def connect(self, port: int) -> GuestSocket:
        """Connect to a TCP port of the guest's; waits are bounded by the guest's budget.

        Whether the guest accepts shows with the first answer: QEMU connects at once.

        Raises:
            BenchError: the machine has no network card.
            EmulatorError: QEMU has ended, or does not listen.
        """
        where = self.forward(port)
        with self._connecting:
            end = GuestSocket(self._process, where.host, where.port)
            # One waits to be accepted, and the host's kernel may reset the next. QEMU has
            # accepted it by the time at which it answers: both are one turn of its main loop.
            self._process.human_monitor.run(["info name"])
        return end

    def http(self, port: int = 80) -> http.client.HTTPConnection:
        """A client of an HTTP server in the guest, connected when it first asks.

        Its waits are bounded by the guest's budget, as of all that waits for a guest.
        """
        return _Client(self, port)

    def _listen(self, port: int) -> int:
        rule = f"tcp:{HOST}:0-{GUEST}:{port}"
        refused, listed = self._process.human_monitor.run(
            [f"hostfwd_add {NETDEV} {rule}", "info usernet"]
        )
        pattern = rf"TCP\[HOST_FORWARD\] +\d+ +{re.escape(HOST)} +(\d+) +{GUEST} +{port} "
        if refused.strip() or not (found := re.search(pattern, listed)):
            raise EmulatorError(f"QEMU does not forward {rule}: {refused.strip() or listed}")
        return int(found[1])


class _Client(http.client.HTTPConnection):
    def __init__(self, network: Network, port: int) -> None:
        super().__init__(GUEST, port)
        self._network = network

    def connect(self) -> None:
        self.sock = self._network.connect(self.port)
