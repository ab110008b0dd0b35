# SPDX-License-Identifier: MIT
"""Tests that several files share."""

from __future__ import annotations

import bench


class Greets:
    """What every kernel here must do."""

    booted: bench.Guest

    def test_greets(self) -> None:
        """It says hello."""
        self.booted.console.expect("hello from Go")


class OnHello(bench.Test):
    """A machine of each architecture, and the smallest kernel."""

    machines = ("pc", "virt")
    guest = bench.Go("hello")
