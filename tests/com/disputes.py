# SPDX-License-Identifier: MIT
"""What the essay and its readers say of how Linux chooses who runs a file."""

from __future__ import annotations

import signal

import bench
from tests.com import elf

ENOEXEC = 8
CRASHES = {signal.SIGILL, signal.SIGSEGV, signal.SIGBUS, signal.SIGTRAP}


class Scripts(bench.Test):
    """Who runs a script without a first line that says so."""

    guest = bench.Linux()

    @bench.claim("E-26")
    def test_no_shebang(self) -> None:
        """Not the kernel, which knows no such format: the shell tries it as its own."""
        self.guest.put("/script", b"echo hello, shell\n")
        self.assertEqual(self.guest.run("/script").errno, ENOEXEC)
        self.assertEqual(self.guest.run("sh", "-c", "/script").stdout, b"hello, shell\n")

    @bench.claim("E-27")
    def test_zero_byte(self) -> None:
        """A NUL before or after the first newline is nothing to the kernel."""
        for content in (b"echo a\0\necho b\n", b"echo a\n\0echo b\n"):
            self.guest.put("/script", content)
            self.assertEqual(self.guest.run("/script").errno, ENOEXEC)

    @bench.claim("E-28")
    def test_unknown(self) -> None:
        """Bytes of no format are ENOEXEC."""
        for content in (b"\xff" * 100, b"\0" * 4096, b""):
            self.guest.put("/unknown", content)
            self.assertEqual(self.guest.run("/unknown").errno, ENOEXEC, content[:4])


class Interpreters(bench.Test):
    """The other way: a file is handed to a program that knows it."""

    machines = "boots:linux,-linux:checked"  # which has no modules of its own
    guest = bench.Linux(
        modules=("binfmt_misc",),
        setup=("mount -t binfmt_misc none /proc/sys/fs/binfmt_misc",),
    )

    @bench.claim("E-37")
    def test_by_suffix(self) -> None:
        """binfmt_misc runs files by the end of their name, without a module of one's own."""
        self.guest.put("/bin/interpret", b"#!/bin/sh\necho interpreted $1\n")
        self.guest.put("/file.king", b"of no format")
        register = "echo ':king:E::king::/bin/interpret:' > /proc/sys/fs/binfmt_misc/register"
        self.assertEqual(self.guest.run("sh", "-c", register).code, 0)
        self.assertEqual(self.guest.run("/file.king").stdout, b"interpreted /file.king\n")


class Handlers(bench.Test):
    """Two private formats at once."""

    guest = bench.Linux(modules=("binfmt_com", "binfmt_calm"), programs=("com/exit42",))

    @bench.claim("E-05")
    def test_each_takes_its_own(self) -> None:
        """The kernel asks one after the other; the first that takes a file runs it."""
        self.guest.run("cp", "/payloads/com/exit42.com", "/program.♚")
        for name in ("com/exit42.com", "/program.♚"):
            self.assertEqual(self.guest.run(name).code, 42, name)
        listed = self.guest.run("lsmod").stdout
        self.assertIn(b"binfmt_com", listed)
        self.assertIn(b"binfmt_calm", listed)

    @bench.claim("E-06")
    def test_a_link_is_called_what_it_is_called(self) -> None:
        """A symbolic link's own name counts, and not that of its target."""
        self.guest.run("cp", "/payloads/com/exit42.com", "/plain")
        self.guest.run("ln", "-s", "/plain", "/link.com")
        self.guest.run("ln", "-s", "/payloads/com/exit42.com", "/link")
        self.assertEqual(self.guest.run("/link.com").code, 42)
        self.assertEqual(self.guest.run("/link").errno, ENOEXEC)


class Names(bench.Test):
    """The names that a reader would give the modules."""

    guest = bench.Linux(unloaded=("binfmt_com", "binfmt_calm"))

    @bench.claim("E-36")
    def test_aliases(self) -> None:
        """modprobe finds each module by them, once depmod has listed it."""
        listed = "d=/lib/modules/$(uname -r); mkdir -p $d && cp /modules/*.ko $d && depmod"
        done = self.guest.run("sh", "-c", listed)
        self.assertEqual(done.code, 0, done.stderr)
        modules = {
            "comexec": b"binfmt_com",
            "calmexec": b"binfmt_calm",
            "crownexec": b"binfmt_calm",
        }
        for alias, module in modules.items():
            with self.subTest(alias=alias):
                self.assertEqual(self.guest.run("modprobe", alias).code, 0)
                self.assertIn(module, self.guest.run("lsmod").stdout)
                self.assertEqual(self.guest.run("rmmod", module.decode()).code, 0)


class Use(bench.Test):
    """What a program that runs has of its module."""

    guest = bench.Linux(modules=("binfmt_com",), programs=("com/pause",))

    @bench.claim("E-04")
    def test_rmmod_while_a_program_runs(self) -> None:
        """The module cannot go before the program has."""
        script = "/payloads/com/pause.com & sleep 0.1; rmmod binfmt_com; echo $?; kill $!; wait $!"
        done = self.guest.run("sh", "-c", f"{script}; rmmod binfmt_com")
        self.assertEqual(done.code, 0, done.stderr)
        self.assertNotEqual(done.stdout, b"0\n")


class Bitness(bench.Test):
    """A file without a format does not say whose code it is."""

    guest = bench.Linux(modules=("binfmt_com",))

    @bench.claim("E-31")
    def test_code_of_another_processor(self) -> None:
        """The other architecture's exit(42) is anything but that."""
        other = {
            "x86_64": bytes.fromhex("400580d2 a80b80d2 010000d4"),
            "aarch64": bytes.fromhex("6a2a 5f b03c 0f05"),
        }[self.machine.architecture]
        self.guest.put("/other.com", other)
        done = self.guest.run("/other.com")
        self.assertIn(done.signal, CRASHES)

    @bench.claim("E-46")
    def test_16_bit_code(self) -> None:
        """MS-DOS's exit(42), which is payloads/dos/exit42.S, is not that on Linux."""
        self.guest.put("/dos.com", bytes.fromhex("b82a4c cd21"))
        self.assertIn(self.guest.run("/dos.com").signal, CRASHES)


class Bits(bench.Test):
    """Without a header a file does not say of how many bits its code is either."""

    machines = "arch:x86_64,boots:linux"
    guest = bench.Linux(modules=("binfmt_com",))

    @bench.claim("E-31")
    def test_code_of_32_bits(self) -> None:
        """As an ELF file of 32 bits these bytes exit with 42; without a header they crash.

        Their `inc eax` is a prefix in 64-bit code: the system call is another one.
        """
        self.guest.put("/program", elf.TINY_ELF)
        self.guest.put("/program.com", elf.EXIT_42)
        self.assertEqual(self.guest.run("/program").code, 42)
        self.assertEqual(self.guest.run("/program.com").signal, signal.SIGSEGV)
