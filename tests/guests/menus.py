# SPDX-License-Identifier: MIT
"""A CD with GRUB, whose menu is worked with by keyboard and by serial line."""

from __future__ import annotations

import bench


class Menu(bench.Test):
    """Two kernels and a reboot; the highlight is found by its colours."""

    machines = ("pc", "q35")
    guest = bench.Image("grub-menu")

    def test_by_keyboard(self) -> None:
        """The second kernel is chosen on the screen."""
        self.guest.menu.choose("second kernel")
        self.guest.console.expect("OK")
        self.guest.console.expect("second")
        self.assertEqual(self.guest.wait_exit().code, 16)

    def test_by_serial_line(self) -> None:
        """The highlight goes down and up again, on the terminal."""
        self.guest.terminal_menu.choose("reboot", enter=False)
        self.guest.terminal_menu.choose("first kernel")
        self.guest.console.expect("OK")
        self.guest.console.expect("first")
        self.assertEqual(self.guest.wait_exit().code, 16)

    @bench.each("screen", "terminal")
    def test_either(self, where: str) -> None:
        """The same is seen, and the same way taken, on the screen and on the terminal."""
        view = getattr(self.guest, where)
        menu = {"screen": self.guest.menu, "terminal": self.guest.terminal_menu}[where]
        shown = view.wait_until(lambda now: now.find("GNU GRUB") and now.find("reboot"))
        self.assertLess(shown.find("GNU GRUB"), shown.find("reboot"))
        menu.choose("second kernel", enter=False)
        row, column = view.capture().find("second kernel")
        chosen, other = (view.capture().cell(at, column) for at in (row, row - 1))
        self.assertEqual(
            (chosen.foreground, chosen.background), (other.background, other.foreground)
        )


class Again(bench.Test):
    """The third entry starts the machine anew."""

    machines = "pc"
    guest = bench.Image("grub-menu", reset="again")

    def test_two_kernels(self) -> None:
        """The menu is there again after a reset, and loads what is chosen then."""
        self.guest.menu.choose("reboot")
        self.guest.wait_reset()
        self.guest.menu.choose("first kernel")
        self.assertEqual(self.guest.wait_exit().code, 16)
