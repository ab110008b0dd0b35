# SPDX-License-Identifier: MIT
"""Kernels that somebody else has written, built by the Makefile that they came with."""

import bench


class OnPcs(bench.Test):
    machines = ("pc", "q35")
    guest = bench.Boot(kernel="payloads/foreign/pc.elf", append="one  two")

    def test_it_is_booted_as_it_is(self) -> None:
        """Its line, its screen and its code are seen, and its command line is the test's."""
        self.guest.console.expect("OK ")
        self.guest.console.expect(" one  two\n")
        self.assertEqual(self.guest.wait_exit().code, 16)
        screen = self.guest.screen.capture()
        self.assertEqual(screen.row(0)[:2], "OK")
        self.assertEqual(screen.cell(0, 0).foreground, bench.Colour.LIGHT_GREEN)


class OnVirt(bench.Test):
    machines = "virt"
    guest = bench.Boot(kernel="payloads/foreign/virt.elf")

    def test_it_is_booted_as_it_is(self) -> None:
        """An ELF file without any header."""
        self.guest.console.expect("OK")
        self.assertEqual(self.guest.wait_exit().ending, bench.Ending.POWER_OFF)


class AsItsAuthorSays(bench.Test):
    machines = ("pc", "q35")
    guest = bench.Image("foreign-pc")

    def test_passes(self) -> None:
        """The definition of its image has the code and the line by which it passes."""
        self.guest.passes()
