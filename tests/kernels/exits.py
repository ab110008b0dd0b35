# SPDX-License-Identifier: MIT
"""A kernel's exit code is what the kernel said, on every machine."""

from __future__ import annotations

import bench


@bench.each(
    (bench.Go("hello", arguments=("exit=128",)), 128),
    (bench.Go("hello", arguments=("exit=70000",)), 70_000),
)
class Code(bench.Test):
    """Codes of eight bits and of more, where QEMU's own exit code leaves room for seven."""

    guest: bench.Go
    machines = ("pc", "pc-i386", "virt")

    def test_code(self, code: int) -> None:
        """It is not another, not 0, and not cut off."""
        self.assertEqual(self.guest.wait_exit().code, code)


class Negative(bench.Test):
    """A code of 32 bits, which is one too many for a PC."""

    machines = ("pc", "pc-i386", "virt")
    guest = bench.Go("hello", arguments=("exit=-1",))

    def test_refused(self) -> None:
        """The kernel says so, and ends with a code of its own."""
        self.assertEqual(self.guest.wait_exit().code, 70)
        self.guest.console.expect("shim: an exit code of more than 31 bits: 0xffffffff")
