# SPDX-License-Identifier: MIT
"""Boards that the bench knows nothing of: QEMU has them, and a definition names them."""

from __future__ import annotations

import bench


class RaspberryPi(bench.Test):
    """A kernel without any header, on a Raspberry Pi 3B."""

    machines = "raspi3b"
    guest = bench.Boot(kernel="payloads/foreign/raspi3b.elf")

    def test_speaks(self) -> None:
        """Its word is on the board's own serial line, its code where RAM begins."""
        self.guest.console.expect("OK")
        self.assertEqual(self.guest.memory.read(0x80000, 4), b"\xa0\x00\x38\xd5")
