# SPDX-License-Identifier: MIT
"""Modules that use another's symbols, and folders that make several."""

from __future__ import annotations

import bench


class Exports(bench.Test):
    """What a module needs is built and loaded before it, and put beside it."""

    machines = ("microvm", "virt")
    guest = bench.Linux(modules=("tally",), unloaded=("twins",))

    def test_symbols(self) -> None:
        """A module has the symbols of another folder's, which nobody named."""
        self.assertIn(b"tally: 42\n", self.guest.run("dmesg").stdout)
        self.assertIn(b"counter ", self.guest.run("lsmod").stdout)

    def test_several(self) -> None:
        """A folder gives all the modules that it makes."""
        for name in ("elder", "younger"):
            self.assertEqual(self.guest.run("insmod", f"/modules/{name}.ko").code, 0)
            self.assertIn(f"{name}: here\n".encode(), self.guest.run("dmesg").stdout)
