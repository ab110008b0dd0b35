# SPDX-License-Identifier: MIT
"""Files at the edges: of a page, of a format's limit, of what a caller may do with them."""

from __future__ import annotations

import bench
from tests.com import exit42

EACCES, ENOEXEC, EFBIG = 13, 8, 27
PAGE = 4096
NOP = {"x86_64": b"\x90", "aarch64": bytes.fromhex("1f2003d5")}


class Edges(bench.Test):
    """Sizes that a `.com` file may have, and may not."""

    guest = bench.Linux(modules=("binfmt_com",))

    def program(self, size: int) -> bytes:
        """An exit with 42 at the end of so many bytes, all of which are run through."""
        nop = NOP[self.machine.architecture]
        end: bytes = exit42.CODE[self.machine.architecture]
        return nop * ((size - len(end)) // len(nop)) + end

    def test_page_edge(self) -> None:
        """Whether the last page is full makes no difference."""
        step = len(NOP[self.machine.architecture])
        for size in range(PAGE - 4 * step, PAGE + 4 * step, step):
            self.guest.put("/edge.com", self.program(size))
            self.assertEqual(self.guest.run("/edge.com").code, 42, f"{size} bytes")

    def test_large(self) -> None:
        """640 KB of code run to their end."""
        self.guest.put("/large.com", self.program(640_000))
        self.assertEqual(self.guest.run("/large.com").code, 42)

    def test_too_large(self) -> None:
        """100 MiB are refused, and the caller lives on."""
        self.guest.put("/huge.com", b"")
        self.guest.run("truncate", "-s", "100M", "/huge.com")
        self.assertEqual(self.guest.run("/huge.com").errno, EFBIG)

    def test_empty(self) -> None:
        """A file without a byte is not a program of this format."""
        self.guest.put("/empty.com", b"")
        self.assertEqual(self.guest.run("/empty.com").errno, ENOEXEC)

    def test_cut_short(self) -> None:
        """A program that was cut to less than its code is run as far as it goes."""
        self.guest.put("/cut.com", self.program(2 * PAGE))
        self.guest.run("truncate", "-s", str(PAGE), "/cut.com")
        done = self.guest.run("/cut.com")
        self.assertIsNotNone(done.signal, done)


class Callers(bench.Test):
    """Who calls, and how."""

    guest = bench.Linux(
        modules=("binfmt_com", "binfmt_mine"),
        programs=("com/exit42", "exec/as-nobody", "exec/by-descriptor"),
    )

    def test_unreadable(self) -> None:
        """Who may execute a file need not be able to read it."""
        for mode, outcome in ((0o711, 42), (0o744, EACCES), (0o700, EACCES)):
            self.guest.put("/program.com", exit42.CODE[self.machine.architecture], mode)
            done = self.guest.run("exec/as-nobody", "/program.com")
            self.assertEqual(done.code, outcome, oct(mode))

    @bench.claim("E-06")
    def test_by_descriptor(self) -> None:
        """An open file has no name but /dev/fd/N: known by its content, or not at all."""
        code = exit42.CODE[self.machine.architecture]
        self.guest.put("/program", b"MINE\x08\0\0\0" + code)
        for path, outcome in (("/payloads/com/exit42.com", ENOEXEC), ("/program", 42)):
            done = self.guest.run("exec/by-descriptor", path)
            self.assertEqual(done.code, outcome, path)
