# SPDX-License-Identifier: MIT
"""The kernel `devices`: drivers in Go, on bare metal."""

from __future__ import annotations

import hashlib
from typing import Any

import bench

SECTOR = 512
SAMPLE = 2051 * SECTOR
"""What the kernel reads of either end: no whole number of pages."""
FROM, COUNT = 70_001, 41


class Bus(bench.Test):
    """A kernel finds what is on the PCI bus without being told."""

    machines = ("boots:go,-microvm",)
    guest = bench.Go("devices")

    def test_all_are_found(self) -> None:
        """The same devices as QEMU's monitor names, at the same places."""
        expected = {
            f"pci {device['slot']}.{device['function']}": (
                f"{device['id']['vendor']:04x}:{device['id']['device']:04x}"
                f" {device['class_info']['class']:04x}"
            )
            for bus in self.guest.monitor.execute("query-pci")
            for device in bus["devices"]
        }
        count = self.guest.console.expect_record(bench.Value, "functions").value
        found = {
            value.name: str(value.value)[:-2]  # QEMU does not tell the programming interface
            for value in self.guest.console.records(bench.Value)
        }
        self.assertEqual(found, expected)
        self.assertEqual(count, len(expected))


class Disk(bench.Test):
    """A virtio disk, driven by interrupts."""

    machines = "boots:go,device:virtio-blk"
    guest = bench.Go("devices", arguments=("disk=1", "from=70001", "count=41"))

    def value(self, name: str) -> Any:
        """What the kernel says of it."""
        return self.guest.console.expect_record(bench.Value, name).value

    def test_sectors(self) -> None:
        """What the guest reads is what the host has; what it writes, QEMU finds."""
        image = self.guest.plan.boot.disk
        assert image, "the machine has a disk"
        content = image.read_bytes()
        self.assertEqual(self.value("sectors"), len(content) // SECTOR)
        self.assertEqual(self.value("start"), hashlib.sha256(content[:SAMPLE]).hexdigest())
        self.assertEqual(self.value("end"), hashlib.sha256(content[-SAMPLE:]).hexdigest())
        self.assertEqual(self.value("wrongly taken"), 0)
        filled = b"\x5a" * COUNT * SECTOR
        before = content[(FROM - 1) * SECTOR : FROM * SECTOR]
        behind = content[(FROM + COUNT) * SECTOR :][:SECTOR]
        written = hashlib.sha256(before + filled + behind).hexdigest()
        self.assertEqual(self.value("written"), written)
        place = f"{FROM * SECTOR} {COUNT * SECTOR}"
        self.guest.human_monitor(f'qemu-io disk "read -P 0x5a {place}"')
        # The command speaks on QEMU's standard output, which is written when it ends.
        self.guest.monitor.execute("quit")
        self.guest.wait_exit()
        told = (self.evidence / "qemu.log").read_text()
        self.assertIn(f"read {COUNT * SECTOR}/{COUNT * SECTOR} bytes", told)
        self.assertNotIn("Pattern verification failed", told)
