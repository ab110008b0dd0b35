# SPDX-License-Identifier: MIT
"""The kernel that checks itself: each of its checks finds what it is there for."""

from __future__ import annotations

import bench


class Checks(bench.Test):
    """A module that does one thing wrong, and the report of it."""

    machines = "linux:checked"
    guest = bench.Linux(unloaded=("faulty",))

    def commit(self, fault: str) -> None:
        """Have the module do something wrong; the guest may not outlive it."""
        self.guest.run("sh", "-c", f"insmod /modules/faulty.ko fault={fault} &")

    def expect_end(self, *report: str) -> None:
        """The kernel reports on the console, and stops there."""
        for words in report:
            self.guest.console.expect(words)
        self.guest.console.expect("Kernel panic - not syncing")
        self.assertIs(self.guest.wait_exit().ending, bench.Ending.RESET)

    def test_use_after_free(self) -> None:
        """KASAN: a read of memory that was given back."""
        self.commit("use-after-free")
        self.expect_end("BUG: KASAN: use-after-free in ", "[faulty]")

    def test_out_of_bounds(self) -> None:
        """KASAN: a read behind the end of an object."""
        self.commit("out-of-bounds")
        self.expect_end("BUG: KASAN: slab-out-of-bounds in ", "[faulty]")

    def test_vmalloc_out_of_bounds(self) -> None:
        """KASAN: a read behind the end of what vmalloc gave."""
        self.commit("vmalloc-out-of-bounds")
        self.expect_end("BUG: KASAN: vmalloc-out-of-bounds in ", "[faulty]")

    def test_double_free(self) -> None:
        """KASAN: memory that is given back twice."""
        self.commit("double-free")
        self.expect_end("BUG: KASAN: double-free in ", "[faulty]")

    def test_sleep_while_atomic(self) -> None:
        """DEBUG_ATOMIC_SLEEP: an allocation that may sleep where nothing may."""
        self.commit("sleep-while-atomic")
        self.expect_end("BUG: sleeping function called from invalid context", "[faulty]")

    def test_shift(self) -> None:
        """UBSAN: a shift by more bits than there are."""
        self.commit("shift")
        self.expect_end("UBSAN: shift-out-of-bounds in ", "faulty.c")

    def test_lock_order(self) -> None:
        """PROVE_LOCKING: two locks in one order and in the other, though nobody waits."""
        self.assertEqual(self.guest.run("insmod", "/modules/faulty.ko", "fault=lock-order").code, 0)
        said = self.guest.run("dmesg").stdout.decode()
        self.assertIn("WARNING: possible circular locking dependency detected", said)
        self.assertIn("[faulty]", said)

    def test_leak(self) -> None:
        """kmemleak: memory that nobody points to any more."""
        self.assertEqual(self.guest.run("insmod", "/modules/faulty.ko", "fault=leak").code, 0)
        scan = (
            "mount -t debugfs debugfs /sys/kernel/debug && cd /sys/kernel/debug && "
            # What is younger than five seconds is not a leak yet.
            "until grep -q faulty kmemleak; do echo scan > kmemleak; done; cat kmemleak"
        )
        said = self.guest.run("sh", "-c", scan).stdout.decode()
        self.assertGreaterEqual(said.count("unreferenced object"), 1)
        self.assertIn("leak+", said)
