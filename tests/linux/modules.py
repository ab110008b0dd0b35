# SPDX-License-Identifier: MIT
"""What every kernel module goes through, and one that never comes back."""

from __future__ import annotations

from io import BytesIO

from elftools.elf.elffile import ELFFile

import bench

PROPRIETARY = 1 << 0
OUT_OF_TREE = 1 << 12


class BuiltIn(bench.Test):
    """A module of the kernel's own that is a part of it, on Debian 12 and 13."""

    guest = bench.Linux(modules=("8250_base",))

    def test_is_there(self) -> None:
        """There is nothing to load, and that is not an error."""
        self.assertNotIn(b"8250_base ", self.guest.run("cat", "/proc/modules").stdout)
        self.assertIn(b"/dev/ttyS", self.guest.run("cat", "/proc/tty/drivers").stdout)


class Metadata(bench.Test):
    """What a module says of itself."""

    guest = bench.Linux(modules=("hello",))

    @bench.claim("E-01")
    def test_listed(self) -> None:
        """It is in the list of modules, and says hello once."""
        self.assertIn(b"hello ", self.guest.run("cat", "/proc/modules").stdout)
        self.assertEqual(self.guest.run("dmesg").stdout.count(b"hello, kernel"), 1)

    @bench.claim("E-02", "E-03")
    def test_object(self) -> None:
        """The file is an object that nobody has linked, and says whose it is."""
        elf = ELFFile(BytesIO(self.guest.run("cat", "/modules/hello.ko").stdout))
        self.assertEqual(elf["e_type"], "ET_REL")
        self.assertIsNotNone(elf.get_section_by_name(".gnu.linkonce.this_module"))
        words = elf.get_section_by_name(".modinfo").data().split(b"\0")
        about = b"description=Says hello and goodbye"
        for said in (b"license=GPL", b"author=the bench", about, b"version=1.0"):
            self.assertIn(said, words)

    @bench.claim("E-02")
    def test_taint(self) -> None:
        """A free module from outside the tree taints the kernel as that, and not as non-free."""
        tainted = int(self.guest.run("cat", "/proc/sys/kernel/tainted").stdout)
        self.assertFalse(tainted & PROPRIETARY)
        self.assertTrue(tainted & OUT_OF_TREE)

    @bench.claim("E-02")
    def test_version(self) -> None:
        """Its version is where modinfo and the kernel look for it."""
        version = self.guest.run("cat", "/sys/module/hello/version").stdout
        self.assertEqual(version, b"1.0\n")


class Closed(bench.Test):
    """A module that says that it is not free."""

    guest = bench.Linux(modules=("closed",))

    @bench.claim("E-02")
    def test_taint(self) -> None:
        """The kernel says that such a module is in it, and marks itself."""
        tainted = int(self.guest.run("cat", "/proc/sys/kernel/tainted").stdout)
        self.assertTrue(tainted & PROPRIETARY)
        self.assertIn(
            b"closed: module license 'Proprietary' taints", self.guest.run("dmesg").stdout
        )


class Runaway(bench.Test):
    """A module whose init does not end: here a guest hangs, and not a desktop."""

    machines = ("q35", "virt")
    guest = bench.Linux(unloaded=("runaway",))
    budget = bench.Budget(cpu=8)

    @bench.claim("E-32")
    def test_with_interrupts(self) -> None:
        """The kernel notices that a CPU is stuck, and says in whose code."""
        for setting, value in (("watchdog_thresh", 1), ("printk", 8)):
            self.guest.run("sh", "-c", f"echo {value} > /proc/sys/kernel/{setting}")
        self.guest.run("sh", "-c", "insmod /modules/runaway.ko &")
        self.guest.console.expect("BUG: soft lockup")
        self.guest.console.expect("runaway_init")

    @bench.claim("E-32")
    def test_without_interrupts(self) -> None:
        """The guest says nothing any more; the bench says how long it tried."""
        with self.assertRaisesRegex(bench.BudgetSpent, "used its 8 s of CPU time"):
            self.guest.run("insmod", "/modules/runaway.ko", "interrupts=0")
