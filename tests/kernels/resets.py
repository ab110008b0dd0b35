# SPDX-License-Identifier: MIT
"""A guest on bare metal that resets itself, and goes on."""

from __future__ import annotations

import bench


class Go(bench.Test):
    """A kernel starts anew after its reset, as it did at first."""

    machines = ("pc", "virt")
    guest = bench.Go("faults", arguments=("fault=triple",), reset="again")

    def test_twice(self) -> None:
        """QEMU loads it again, whole."""
        for _ in range(2):
            self.guest.console.expect("fault=triple")
            self.guest.wait_reset()


class Dos(bench.Test):
    """A program of MS-DOS resets the PC by its port CF9."""

    machines = "pc"
    guest = bench.Dos("restart", reset="again")

    def test_twice(self) -> None:
        """The BIOS boots its disk again each time."""
        for _ in range(2):
            self.guest.console.expect("before the reset")
            self.guest.wait_reset()
