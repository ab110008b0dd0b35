# SPDX-License-Identifier: MIT
"""Linux on the screen of a PC."""

from __future__ import annotations

import bench


class Screen(bench.Test):
    """A VGA adapter is a console of Linux, beside the serial line."""

    guest = bench.Linux()
    machines = "screen:vga"

    def test_kernel(self) -> None:
        """What the kernel says is on the screen."""
        self.guest.run("sh", "-c", "echo something is on fire > /dev/kmsg")
        self.guest.screen.wait_until("something is on fire")

    def test_program(self) -> None:
        """A program writes there, in colour."""
        self.guest.run("sh", "-c", r"printf '\033[2J\033[H\033[31mred' > /dev/tty1")
        screen = self.guest.screen.wait_until("red")
        self.assertEqual(screen.cell(0, 0).foreground, bench.Colour.RED)
