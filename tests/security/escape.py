# SPDX-License-Identifier: MIT
"""A guest that tries a hundred ways out gets nowhere, and its test has a verdict."""

from __future__ import annotations

import re
from contextlib import suppress

import bench
from bench.errors import BenchError
from bench.guest.exit import Ending
from tests.security.canary import Canary

FEWEST = 100
"""Ways that each of the programs tries."""

ENDINGS = {Ending.SIGNAL, Ending.RESET, Ending.TRIPLE_FAULT}
"""How a guest may end by a way that some end by; `SIGNAL`: QEMU found that it cannot go on."""


class Module(bench.Test):
    """A module of Linux goes for the host by devices, firmware, memory, hypervisor."""

    machines = ("q35-devices", "virt-devices")
    guest = bench.Linux(unloaded=("escape",))
    budget = bench.Budget(cpu=120, idle=60)

    def test_a_hundred_ways(self) -> None:
        """All are tried, none leads out, and the guest goes on."""
        with Canary() as canary:
            words = self.guest.run("cat", "/proc/cmdline").stdout
            [window] = re.findall(rb"bench.window=(\w+),", words)
            self.guest.run("insmod", "/modules/escape.ko", f"window={window.decode()}")
            said = self.guest.console.expect(re.compile(r"escape: tried (\d+) ways out"))
            self.assertGreaterEqual(int(said[1]), FEWEST)
            self.assertEqual(self.guest.run("echo", "alive").stdout, b"alive\n")
            self.assertEqual(canary.harm(self.evidence), "")

    @bench.each(1, 2, 3, 4, 5, 6, 7)
    def test_a_way_that_may_end_it(self, number: int) -> None:
        """A buffer of 28 GiB, random bytes to a controller: guests may end, the host is whole."""
        with Canary() as canary:
            with suppress(BenchError):
                self.guest.run("insmod", "/modules/escape.ko", f"fatal={number}")
                self.guest.console.expect("escape: tried 1 ways out")
                self.assertEqual(self.guest.run("echo", "alive").stdout, b"alive\n")
            if ended := self.guest.exit:
                self.assertIn(ended.ending, ENDINGS)
            self.assertEqual(canary.harm(self.evidence), "")


class Kernel(bench.Test):
    """A kernel on bare metal goes for the host by devices, firmware, memory."""

    machines = ("q35-devices", "virt-devices")
    guest = bench.Go("escape")
    budget = bench.Budget(cpu=120, idle=60)

    def test_a_hundred_ways(self) -> None:
        """All are tried, none leads out, and the kernel ends as it wants."""
        with Canary() as canary:
            tried = self.guest.console.expect_record(bench.Value, "tried").value
            assert isinstance(tried, int)
            self.assertGreaterEqual(tried, FEWEST)
            self.assertEqual(self.guest.wait_exit().code, 0)
            self.assertEqual(canary.harm(self.evidence), "")
