# SPDX-License-Identifier: MIT
"""Which shell takes a file of no known format for a script of its own, and which does not."""

from __future__ import annotations

import bench

CANNOT_EXECUTE = 126
"""POSIX, Shell & Utilities, 2.8.2: a file that was found and is not a program."""


class Shells(bench.Test):
    """The kernel refuses all of these files alike; then every shell has its own idea."""

    guest = bench.Linux(packages=("bash-static", "dash", "libc6"))
    shells = ("bash-static", "dash", "busybox ash")

    def results(self, script: bytes) -> dict[str, tuple[int | None, bytes]]:
        """What each shell makes of a file, as an exit code and output."""
        self.guest.put("/script", script)
        done = {
            shell: self.guest.run("sh", "-c", f"{shell} -c /script 2>/dev/null")
            for shell in self.shells
        }
        return {shell: (one.code, one.stdout) for shell, one in done.items()}

    @bench.claim("E-26")
    def test_no_shebang(self) -> None:
        """Each of them runs it as a script."""
        ran = dict.fromkeys(self.shells, (0, b"a\nb\n"))
        self.assertEqual(self.results(b"echo a\necho b\n"), ran)

    @bench.claim("E-27")
    def test_zero_byte_behind_the_first_line(self) -> None:
        """So does each when a NUL comes later: a script may carry what is none."""
        ran = dict.fromkeys(self.shells, (0, b"a\nb\n"))
        self.assertEqual(self.results(b"echo a\n\0echo b\n"), ran)

    @bench.claim("E-27")
    def test_zero_byte_in_the_first_line(self) -> None:
        """Then it is not a script to bash and dash, which say so; busybox runs it still."""
        self.assertEqual(
            self.results(b"echo a\0\necho b\n"),
            {
                "bash-static": (CANNOT_EXECUTE, b""),
                "dash": (CANNOT_EXECUTE, b""),
                "busybox ash": (0, b"a\nb\n"),
            },
        )
