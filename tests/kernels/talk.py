"""Kernels in Go without Go's runtime, as a talk of 2017 had them: `kernels/rt0/`."""

from __future__ import annotations

import bench


class Greeting(bench.Test):
    """A greeting, by GRUB from a CD."""

    guest = bench.Multiboot("hello")

    @bench.claim("T-04")
    def test_screen(self) -> None:
        """Fifteen characters in the middle of the screen, black on green."""
        self.guest.console.expect("[rt0] main.main has returned")
        screen = self.guest.screen.capture()
        self.assertEqual(screen.row(12).strip(), "Go on the metal")
