# SPDX-License-Identifier: MIT
"""A guest that resets itself, and goes on."""

from __future__ import annotations

import bench


class Reboot(bench.Test):
    """Linux reboots."""

    machines = ("q35", "virt")
    guest = bench.Linux(reset="again")

    def test_comes_up_again(self) -> None:
        """It is as it was at first, and so is its agent."""
        self.guest.put("/tmp/mine", b"gone after a reboot")
        self.guest.console.expect("# ")
        self.guest.console.send_line("reboot")
        self.guest.wait_reset()
        self.guest.console.expect("bench: ready")
        self.assertEqual(self.guest.run("ls", "/tmp/mine").code, 1)
        self.assertIsNone(self.guest.exit)
