# SPDX-License-Identifier: MIT
"""A kernel module that packets go through."""

from __future__ import annotations

import bench

PORT = 9000


class Gate(bench.Test):
    """A hook on all IPv4 packets that come in, the loopback's among them."""

    machines = "boots:linux"
    guest = bench.Linux(modules=("udp_gate port=9000",))

    def counted(self, what: str) -> int:
        """A counter of the module's."""
        return int(self.guest.run("cat", f"/sys/module/udp_gate/parameters/{what}").stdout)

    def knock(self, port: int) -> bench.Completed:
        """Send datagrams to a port at which nobody listens, for a second at most."""
        return self.guest.run("tftp", "-g", "-r", "file", "127.0.0.1", str(port), limit=1)

    @bench.claim("E-34")
    def test_sees(self) -> None:
        """Two pings are four packets: each is asked for and answered."""
        before = self.counted("seen")
        self.assertEqual(self.guest.run("ping", "-c", "2", "-i", "0.2", "127.0.0.1").code, 0)
        self.assertEqual(self.counted("seen") - before, 4)

    @bench.claim("E-34")
    def test_drops(self) -> None:
        """What comes to the neighbour is answered (nobody is in); to the port itself, nothing."""
        before = self.counted("seen")
        self.knock(PORT + 1)
        self.assertEqual(self.counted("dropped"), 0)
        datagrams, answers = divmod(self.counted("seen") - before, 2)
        self.assertGreater(datagrams, 0)
        self.assertEqual(answers, 0, "each datagram has an answer of ICMP")

        before = self.counted("seen")
        self.knock(PORT)
        self.assertGreater(self.counted("dropped"), 0)
        self.assertEqual(self.counted("seen") - before, self.counted("dropped"))
