# SPDX-License-Identifier: MIT
"""A kernel's exit code is what the kernel said, on every machine."""

from __future__ import annotations

import bench


class Code128(bench.Test):
    """A code of eight bits, where QEMU's own exit code leaves room for seven."""

    machines = ("pc", "pc-i386", "virt")
    guest = bench.Go("hello", arguments=("exit=128",))

    def test_code(self) -> None:
        """It is not another, and not 0."""
        self.assertEqual(self.guest.wait_exit().code, 128)


class Code70000(bench.Test):
    """A code of more than eight bits."""

    machines = ("pc", "pc-i386", "virt")
    guest = bench.Go("hello", arguments=("exit=70000",))

    def test_code(self) -> None:
        """It is not cut off."""
        self.assertEqual(self.guest.wait_exit().code, 70_000)


class Negative(bench.Test):
    """A code of 32 bits, which is one too many for a PC."""

    machines = ("pc", "pc-i386", "virt")
    guest = bench.Go("hello", arguments=("exit=-1",))

    def test_refused(self) -> None:
        """The kernel says so, and ends with a code of its own."""
        self.assertEqual(self.guest.wait_exit().code, 70)
        self.guest.console.expect("shim: an exit code of more than 31 bits: 0xffffffff")
