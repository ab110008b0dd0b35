# SPDX-License-Identifier: MIT
"""A guest that asks for semihosting, by which it would have the host's files, is refused."""

from __future__ import annotations

from pathlib import Path

import bench

MADE = tuple(Path(f"/tmp/{verb}-by-a-guest") for verb in ("written", "renamed", "made"))
"""The host's files that the guests try to make."""


EACH = 12 + 0x1FF
"""How often the kernel asks by each instruction: for files and a command, then for all there is."""


class Semihosting(bench.Test):
    """What is common: no file of the host's comes to be."""

    def check_host(self) -> None:
        """Nothing was made."""
        self.assertEqual([path for path in MADE if path.exists()], [])


class Kernel(Semihosting):
    """A kernel on bare metal asks for each operation, by each instruction."""

    machines = "virt"
    guest = bench.Go("semihosting")

    def test_refused(self) -> None:
        """Each time it gets an exception, and nothing comes of it."""
        asked = self.guest.console.expect_record(bench.Value, "asked").value
        refused = self.guest.console.expect_record(bench.Value, "refused").value
        self.assertEqual((asked, refused), (EACH * 3, EACH * 3))
        self.assertEqual(self.guest.wait_exit().code, 0)
        self.check_host()


class Module(Semihosting):
    """A module of Linux asks for each operation."""

    machines = "virt"
    guest = bench.Linux(unloaded=("semihosting",))

    def test_refused(self) -> None:
        """Each time the processor knows no such instruction, for which insmod gets a SIGILL."""
        self.guest.run("insmod", "/modules/semihosting.ko")
        self.guest.console.expect('semihosting: asked 54 times, refused 54 times, read ""')
        self.check_host()
