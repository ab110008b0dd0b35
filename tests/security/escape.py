# SPDX-License-Identifier: MIT
"""A guest that tries a hundred ways out gets nowhere, and its test has a verdict."""

from __future__ import annotations

import re

import bench
from bench.errors import BenchError
from bench.guest.exit import Ending
from tests.security.canary import Canary

FEWEST = 100
"""Ways that each of the programs tries."""


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

    def test_a_device_takes_no_memory_of_the_host(self) -> None:
        """QEMU gets none for a buffer of 28 GiB that the guest asks a device to fill, and ends."""
        with self.assertRaises(BenchError):
            self.guest.run("insmod", "/modules/escape.ko", "fatal=1")
        ended = self.guest.exit
        assert ended is not None
        self.assertEqual(ended.ending, Ending.SIGNAL)


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
