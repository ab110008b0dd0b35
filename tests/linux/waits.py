# SPDX-License-Identifier: MIT
"""A Linux guest that sleeps does nothing, and is not given up: what it sleeps for comes.

Eight seconds are more than the bench takes to give up a guest that waits in vain.
"""

from __future__ import annotations

import bench


class Program(bench.Test):
    """A program that sleeps."""

    machines = ("q35", "virt")
    guest = bench.Linux()

    def test_wakes(self) -> None:
        """A shell says a word when it has slept."""
        self.guest.console.send_line("sleep 8; echo wo''ke")
        self.guest.console.expect("woke")


class Module(bench.Test):
    """A module that has put off a work."""

    machines = ("q35", "virt")
    guest = bench.Linux(unloaded=("alarm",))

    def test_rings(self) -> None:
        """No program sleeps, and no timer of high resolution is armed."""
        self.guest.run("insmod", "/modules/alarm.ko", "seconds=8")
        self.guest.console.expect("alarm: it rings")
