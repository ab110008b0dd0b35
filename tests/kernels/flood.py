# SPDX-License-Identifier: MIT
"""The kernel `flood`: what it printed is found, however late and however much it is."""

from __future__ import annotations

import re
from typing import Any

import bench

LINES = 20_000


class Sleeps(bench.Test):
    """A kernel that sleeps does nothing, and is not given up: what it sleeps for comes."""

    guest: Any = bench.Go("flood", arguments=("lines=1", "sleep=8"))
    machines = ("pc", "virt")

    def test_wakes(self) -> None:
        """Eight seconds are more than the bench takes to give up a guest that waits in vain."""
        self.guest.console.expect("READY")
        self.guest.console.expect("done")


class Late(bench.Test):
    """A test that asks when all has been said sees what one sees that asks at once."""

    guest: Any = bench.Go("flood", arguments=("lines=20000",))
    machines = ("pc", "virt")

    def test_asks_at_the_end(self) -> None:
        """1.6 MB wait for who asks for the first word, for all lines at once, for the last."""
        console = self.guest.console
        self.assertEqual(self.guest.wait_exit().code, 0)
        console.expect(re.compile("^READY$", re.MULTILINE))
        lines = console.expect(re.compile(rf"(?:\d{{79}}\n){{{LINES}}}"))
        self.assertEqual(lines[0].split(), [f"{number:079}" for number in range(LINES)])
        console.expect("done\n")
        self.assertEqual(console.before, "")
