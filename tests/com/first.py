# SPDX-License-Identifier: MIT
"""The first COM programs: a binary format of our own, loaded as a kernel module."""

from __future__ import annotations

import bench

ENOEXEC = 8


class First(bench.Test):
    """Flat binaries that the module `binfmt_com` runs by their name."""

    guest = bench.Linux(modules=("binfmt_com",), programs=("com/exit42", "com/hello"))

    @bench.claim("E-09", "E-42")
    def test_exit_code(self) -> None:
        """A program of a few bytes whose exit code is 42."""
        self.assertEqual(self.guest.run("com/exit42.com").code, 42)

    @bench.claim("E-10")
    def test_hello(self) -> None:
        """A program that writes one line."""
        result = self.guest.run("com/hello.com")
        self.assertEqual((result.code, result.stdout), (0, b"hello, world\n"))


class Small(bench.Test):
    """The same greeting, by its size."""

    machines = "arch:x86_64,boots:linux"
    guest = bench.Linux(modules=("binfmt_com",), programs=("com/hello",))

    @bench.claim("E-10")
    def test_size(self) -> None:
        """It takes 43 bytes."""
        self.assertEqual(len(self.guest.run("cat", "/payloads/com/hello.com").stdout), 43)


class Careful(bench.Test):
    """A program that takes nothing for granted."""

    machines = "arch:x86_64,boots:linux"
    guest = bench.Linux(modules=("binfmt_com",), programs=("com/exit42-12", "com/exit42"))

    @bench.claim("E-08", "E-09")
    def test_sizes(self) -> None:
        """Twelve bytes that set every register, seven that count on rax."""
        for name, size in (("exit42-12", 12), ("exit42", 7)):
            path = f"/payloads/com/{name}.com"
            self.assertEqual(len(self.guest.run("cat", path).stdout), size)
            self.assertEqual(self.guest.run(path).code, 42)


class Format(bench.Test):
    """The format comes and goes with its module."""

    machines = ("q35", "virt")
    guest = bench.Linux(modules=("binfmt_com",), programs=("com/exit42",))

    @bench.claim("E-04")
    def test_comes_and_goes_with_its_module(self) -> None:
        """Without the module the kernel has no handler for the file."""
        guest = self.guest
        self.assertEqual(guest.run("com/exit42.com").code, 42)
        self.assertEqual(guest.run("rmmod", "binfmt_com").code, 0)
        self.assertEqual(guest.run("com/exit42.com").errno, ENOEXEC)
        self.assertEqual(guest.run("insmod", "/modules/binfmt_com.ko").code, 0)
        self.assertEqual(guest.run("com/exit42.com").code, 42)

    @bench.claim("E-06")
    def test_recognised_by_name_alone(self) -> None:
        """The same bytes under another name are not its business."""
        guest = self.guest
        for name, errno in {"/a.bin": ENOEXEC, "/com": ENOEXEC, "/a.com.x": ENOEXEC}.items():
            guest.run("cp", "/payloads/com/exit42.com", name)
            self.assertEqual(guest.run(name).errno, errno, name)
        guest.run("cp", "/payloads/com/exit42.com", "/b.com")
        self.assertEqual(guest.run("/b.com").code, 42)
