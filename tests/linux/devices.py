# SPDX-License-Identifier: MIT
"""Devices on the PCI bus, in guests that were frozen with them."""

from __future__ import annotations

import bench


class Edu(bench.Test):
    """QEMU's device for teaching forgets its PCI configuration when it is cloned."""

    machines = "device:edu"
    guest = bench.Linux(files=("edu/find.sh",), setup=("sh /payloads/edu/find.sh",))

    def register(self, offset: int, write: int | None = None) -> int:
        """A register of the device (QEMU's docs/specs/edu.txt), written or read."""
        base = int(self.guest.run("cat", "/edu").stdout, 16)
        value = [] if write is None else [hex(write)]
        done = self.guest.run("devmem", hex(base + offset), "32", *value)
        self.assertEqual(done.code, 0, done.stderr)
        return int(done.stdout or b"0", 16)

    def test_identification(self) -> None:
        """The device answers where it was found before the guest was frozen."""
        self.assertEqual(self.register(0x00), 0x010000ED)

    def test_factorial(self) -> None:
        """It computes: 10! = 3628800."""
        self.register(0x08, write=10)
        while self.register(0x20) & 1:
            pass
        self.assertEqual(self.register(0x08), 3_628_800)


class Disk(bench.Test):
    """A disk that was mounted before the guest was frozen."""

    machines = "device:virtio-blk"
    guest = bench.Linux(
        modules=("virtio_pci", "virtio_blk"),
        setup=("mkdir /disk && mount /dev/vda /disk && echo before > /disk/shared && sync",),
    )

    def write(self, name: str) -> None:
        """Write a file that only this guest's disk may show."""
        listing = self.guest.run("ls", "/disk").stdout.split()
        self.assertEqual(listing, [b"lost+found", b"shared"])
        self.assertEqual(self.guest.run("cat", "/disk/shared").stdout, b"before\n")
        self.guest.put(f"/disk/{name}", name.encode() * 100_000)
        # From the disk and not from memory: unmounting empties the cache.
        done = self.guest.run("sh", "-c", "umount /disk && mount /dev/vda /disk")
        self.assertEqual(done.code, 0, done.stderr)
        self.assertEqual(self.guest.run("cat", f"/disk/{name}").stdout, name.encode() * 100_000)

    def test_one_writes(self) -> None:
        """What one guest writes stays on its disk …"""
        self.write("one")

    def test_another_writes(self) -> None:
        """… and another's disk has not got it."""
        self.write("another")


class Random(bench.Test):
    """The host's random numbers, through a driver that was loaded before."""

    machines = "device:virtio-rng"
    guest = bench.Linux(modules=("virtio_pci", "virtio_rng"))

    def test_reads(self) -> None:
        """The device delivers, and not the same again."""
        drawn = [self.guest.run("head", "-c", "32", "/dev/hwrng").stdout for _ in range(2)]
        self.assertEqual([len(bytes_) for bytes_ in drawn], [32, 32])
        self.assertNotEqual(*drawn)


class Network(bench.Test):
    """A network interface that was there before the guest was frozen."""

    machines = ("q35", "virt")
    guest = bench.Linux(modules=("dummy",), setup=("ip link set dummy0 up",))

    def test_hardware_address(self) -> None:
        """It is the guest's own: locally administered, with the guest's name in it."""
        address = self.guest.run("cat", "/sys/class/net/dummy0/address").stdout.decode().split(":")
        own = self.guest.run("hostname").stdout.decode().strip()[-8:]
        self.assertEqual(address[0], "02")
        self.assertEqual("".join(address[1:5]), own)
        self.assertIn(b",UP", self.guest.run("ip", "link", "show", "dummy0").stdout)
