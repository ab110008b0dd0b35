# SPDX-License-Identifier: MIT
"""Debian's installer, to its first question."""

from __future__ import annotations

import bench


class OnSerial(bench.Test):
    """On the serial line, which it takes for a VT102."""

    machines = "q35-large"
    guest = bench.Image("installer", append="console=ttyS0 TERM=vt102")
    budget = bench.Budget(cpu=120)

    def test_first_question(self) -> None:
        """It asks for the language, in colours, and English is chosen."""
        self.guest.terminal.wait_until("Select a language")
        self.guest.terminal_menu.choose("English")
        self.guest.terminal.wait_until("Select your location")


class OnFrameBuffer(bench.Test):
    """On a screen that Linux draws pixel by pixel, in a font of its own."""

    machines = "q35-large"
    guest = bench.Image("installer", append="vga=791 fb=false DEBIAN_FRONTEND=text")
    budget = bench.Budget(cpu=120)

    def test_first_question(self) -> None:
        """The question is read in the pixels, and answered by keyboard."""
        self.guest.screen.wait_until("Prompt: '?' for help")
        self.guest.keyboard.type("6\n")
        self.guest.screen.wait_until("Select your location")


class OnScreen(bench.Test):
    """On the text screen."""

    machines = "q35-large"
    guest = bench.Image("installer", append="fb=false nomodeset")
    budget = bench.Budget(cpu=120)

    def test_first_question(self) -> None:
        """The same, by keyboard."""
        self.guest.screen.wait_until("Select a language")
        self.guest.menu.choose("English")
        self.guest.screen.wait_until("Select your location")
