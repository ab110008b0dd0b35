# SPDX-License-Identifier: MIT
"""A kernel of Linux that the bench did not build, with the bench's agent."""

from __future__ import annotations

import bench


class Own(bench.Test):
    """The kernel of Debian's installer, with drivers for real hardware."""

    machines = ("pc", "q35")
    guest = bench.Linux(kernel="installer")

    def test_programs(self) -> None:
        """Programs run in it, and it is not Debian's kernel for clouds."""
        said = self.guest.run("uname", "-r").stdout
        self.assertIn(b"-amd64", said)
        self.assertNotIn(b"cloud", said)

    def test_log(self) -> None:
        """Its log is on the first serial line."""
        self.guest.console.expect("Linux version")
