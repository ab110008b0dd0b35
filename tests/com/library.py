# SPDX-License-Identifier: MIT
"""C programs without a format, beside the GNU programs of the same name on the host."""

from __future__ import annotations

import random
import subprocess

import bench

LINES = b"".join(b"line %d\n" % number for number in range(20_000))
BINARY = random.Random(1).randbytes(300_000)


class Library(bench.Test):
    """A linker script, a start-up and a small library are all that C needs."""

    guest = bench.Linux(
        modules=("binfmt_com",),
        programs=(
            "libcom/cat",
            "libcom/echo",
            "libcom/env",
            "libcom/factor",
            "libcom/hello",
            "libcom/tac",
        ),
    )

    def filtered(self, program: str, content: bytes) -> bytes:
        """What a program makes of its standard input."""
        self.guest.put("/input", content)
        done = self.guest.run("sh", "-c", f"/payloads/libcom/{program}.com < /input")
        self.assertEqual((done.code, done.stderr), (0, b""))
        return done.stdout

    @bench.claim("E-14")
    def test_hello(self) -> None:
        """Text from a C string."""
        done = self.guest.run("libcom/hello.com")
        self.assertEqual((done.code, done.stdout), (0, b"hello, world\n"))

    @bench.claim("E-14")
    def test_cat_and_tac(self) -> None:
        """Empty, long, binary input, and one whose last line has no newline."""
        for content in (b"", LINES, BINARY, b"a\nb", b"\n\n"):
            self.assertEqual(self.filtered("cat", content), content)
            theirs = subprocess.run(["tac"], input=content, capture_output=True, check=True).stdout
            self.assertEqual(self.filtered("tac", content), theirs)

    @bench.claim("E-14")
    def test_cat_of_files(self) -> None:
        """Files by name; one that is not there is told, and the others are copied."""
        self.guest.put("/one", b"1")
        done = self.guest.run("libcom/cat.com", "/one", "/none", "/one")
        self.assertEqual((done.code, done.stdout), (1, b"11"))
        self.assertEqual(done.stderr, b"cat: /none: cannot read it\n")

    @bench.claim("E-14")
    def test_echo_and_env(self) -> None:
        """Arguments and environment, as in the assembler's."""
        self.assertEqual(self.guest.run("libcom/echo.com", "a", "", "b").stdout, b"a  b\n")
        own = {"A": "1"}
        ours, theirs = (
            self.guest.run(name, environment=own).stdout for name in ("libcom/env.com", "env")
        )
        self.assertEqual(ours, theirs)

    @bench.claim("E-14")
    def test_factor(self) -> None:
        """Small, prime, square and large numbers, and what is not a number."""
        numbers = ["0", "1", "2", "97", "1000000", "1000036000099"]
        theirs = subprocess.run(["factor", *numbers], capture_output=True, check=True).stdout
        ours = self.guest.run("libcom/factor.com", *numbers)
        self.assertEqual((ours.code, ours.stdout), (0, theirs))
        for word in ("x", "-1", "", "18446744073709551616"):
            self.assertEqual(self.guest.run("libcom/factor.com", word).code, 1, word)
