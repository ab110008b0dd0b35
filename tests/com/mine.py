# SPDX-License-Identifier: MIT
"""A format of one's own: the module to start from, and its test."""

from __future__ import annotations

from struct import pack

import bench
from tests.com import exit42

EFBIG, EINVAL, ENOEXEC = 27, 22, 8


class Mine(bench.Test):
    """Files that begin with MINE and the offset of their first instruction."""

    guest = bench.Linux(modules=("binfmt_mine",))

    def start(self, content: bytes) -> bench.Completed:
        """Run a file of these bytes."""
        self.guest.put("/program", content)
        return self.guest.run("/program")

    @bench.claim("E-38", "E-43")
    def test_runs(self) -> None:
        """The entry is where the header says, whatever stands before it."""
        code = exit42.CODE[self.machine.architecture]
        for padding in (0, 4, 8000):
            header = b"MINE" + pack("<I", 8 + padding)
            self.assertEqual(self.start(header + bytes(padding) + code).code, 42)

    @bench.claim("E-38")
    def test_refuses(self) -> None:
        """What is not such a file, or would be entered outside of itself, has its errno."""
        self.assertEqual(self.start(b"YOUR" + pack("<I", 8) + bytes(16)).errno, ENOEXEC)
        self.assertEqual(self.start(b"MIN").errno, ENOEXEC)
        for entry in (8, 0xFFFFFFFF):
            self.assertEqual(self.start(b"MINE" + pack("<I", entry)).errno, EINVAL)
        self.guest.run("truncate", "-s", "17M", "/program")
        self.assertEqual(self.guest.run("/program").errno, EFBIG)
