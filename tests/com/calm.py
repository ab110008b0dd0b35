# SPDX-License-Identifier: MIT
"""Programs that need not end themselves: the loader puts behind them what does."""

from __future__ import annotations

import signal

import bench

NOP = {"x86_64": b"\x90", "aarch64": bytes.fromhex("1f2003d5")}
PAGE = 4096
EFBIG, EINVAL, ENOEXEC = 27, 22, 8


class Calm(bench.Test):
    """Files called `*.♚`, by the variant of the format that a class loads."""

    machines = "boots:linux"
    guest = bench.Linux(modules=("binfmt_calm",))

    def outcome(self, content: bytes, name: str = "program") -> int | None:
        """The exit code of a program of these bytes."""
        self.guest.put(f"/{name}.♚", content)
        done = self.guest.run(f"/{name}.♚")
        self.assertIsNone(done.errno, "the kernel does not take it")
        return done.code

    def code(self, **bytes_of: str) -> bytes:
        """The bytes for the machine's architecture, from hexadecimal digits."""
        return bytes.fromhex(bytes_of[self.machine.architecture])


class Pop(Calm):
    """The exit code is what lies on top of the stack: a 0, unless the program pushed."""

    guest = bench.Linux(modules=("binfmt_calm variant=pop",))

    @bench.claim("E-18", "E-42")
    def test_push(self) -> None:
        """Two bytes on x86_64; on arm64, whose stack is 16-aligned, two instructions."""
        push = self.code(x86_64="6a2a", aarch64="410580d2 e10f1ff8")
        self.assertEqual(self.outcome(push), 42)

    @bench.claim("E-18")
    def test_empty(self) -> None:
        """A file without a byte exits with 0."""
        self.assertEqual(self.outcome(b""), 0)

    @bench.claim("E-17")
    def test_page_edge(self) -> None:
        """The epilogue may need a page that the file has not."""
        nop = NOP[self.machine.architecture]
        for size in range(PAGE - 9, PAGE + 2):
            if size % len(nop) == 0:
                self.assertEqual(self.outcome(nop * (size // len(nop))), 0, f"{size} bytes")

    def test_too_large(self) -> None:
        """A file of 100 MiB is refused, and its caller lives on."""
        self.guest.put("/large.♚", b"")
        self.guest.run("truncate", "-s", "100M", "/large.♚")
        self.assertEqual(self.guest.run("/large.♚").errno, EFBIG)

    def test_another_name(self) -> None:
        """The king makes the program."""
        self.guest.put("/program.queen", b"")
        self.assertEqual(self.guest.run("/program.queen").errno, ENOEXEC)

    def test_unknown_variant(self) -> None:
        """A variant that there is not is refused when the module is loaded."""
        self.guest.run("rmmod", "binfmt_calm")
        done = self.guest.run("insmod", "/modules/binfmt_calm.ko", "variant=queen")
        self.assertNotEqual(done.code, 0)
        self.assertIn(b"there is no variant queen", self.guest.run("dmesg").stdout)


class Zero(Calm):
    """What runs off its end exits with 0."""

    guest = bench.Linux(modules=("binfmt_calm variant=zero",))

    @bench.claim("E-16")
    def test_runs_off_its_end(self) -> None:
        """Whatever it left in its registers."""
        self.assertEqual(self.outcome(self.code(x86_64="b02a", aarch64="400580d2")), 0)


class Result(Calm):
    """What a function would return is the exit code, returned or not."""

    guest = bench.Linux(modules=("binfmt_calm variant=result",))

    @bench.claim("E-15")
    def test_return(self) -> None:
        """Three bytes of assembly, six of a compiled main, on x86_64."""
        for program in (
            self.code(x86_64="b02a c3", aarch64="400580d2 c0035fd6"),
            self.code(x86_64="b82a000000 c3", aarch64="40058052 c0035fd6"),
        ):
            self.assertEqual(self.outcome(program), 42)

    @bench.claim("E-42")
    def test_one_instruction(self) -> None:
        """Two bytes, or four: the smallest that is all code."""
        self.assertEqual(self.outcome(self.code(x86_64="b02a", aarch64="400580d2")), 42)


class Name(Calm):
    """The exit code is the last character of the name."""

    guest = bench.Linux(modules=("binfmt_calm variant=name",))

    @bench.claim("E-19", "E-42")
    def test_no_bytes(self) -> None:
        """A program of no bytes: its name is all there is to it."""
        self.assertEqual(self.outcome(b"", "*"), 42)
        self.assertEqual(self.outcome(b"", "A"), 65)

    @bench.claim("E-19")
    def test_a_program_overrules_its_name(self) -> None:
        """It remains a format for any program."""
        push = self.code(x86_64="6a2a", aarch64="410580d2 e10f1ff8")
        self.assertEqual(self.outcome(push, "A"), 42)


class Listing(Calm):
    """The essay's listing of that, which maps a file of any length."""

    guest = bench.Linux(modules=("binfmt_calm variant=listing",))

    @bench.claim("E-20", "E-42")
    def test_no_bytes(self) -> None:
        """The mapping of no length fails when the caller is gone: nobody learns of EINVAL."""
        self.guest.put("/*.♚", b"")
        done = self.guest.run("/*.♚")
        self.assertEqual((done.signal, done.errno), (signal.SIGSEGV, None))

    @bench.claim("E-20")
    def test_some_bytes(self) -> None:
        """Any other file runs."""
        push = self.code(x86_64="6a2a", aarch64="410580d2 e10f1ff8")
        self.assertEqual(self.outcome(push, "A"), 42)


class Stack(Calm):
    """The first byte goes onto the stack, the rest is code."""

    guest = bench.Linux(modules=("binfmt_calm variant=stack",))

    @bench.claim("E-21", "E-42")
    def test_one_byte(self) -> None:
        """A program of one byte."""
        self.assertEqual(self.outcome(b"\x2a"), 42)

    @bench.claim("E-21")
    def test_code_behind_it(self) -> None:
        """Code that changes what the byte said: 42 + 1."""
        add = self.code(x86_64="2a 48ff0424", aarch64="2a000000 e10340f9 21040091 e10300f9")
        self.assertEqual(self.outcome(add), 43)

    def test_no_byte(self) -> None:
        """An empty file says nothing: it is none of this variant's."""
        self.guest.put("/empty.♚", b"")
        self.assertEqual(self.guest.run("/empty.♚").errno, ENOEXEC)


class Register(Calm):
    """The first byte is the first argument, the rest is code."""

    guest = bench.Linux(modules=("binfmt_calm variant=register",))

    @bench.claim("E-22", "E-42")
    def test_exit(self) -> None:
        """Four bytes of code on x86_64 (mov al, 60; syscall), eight on arm64."""
        program = self.code(x86_64="2a b03c0f05", aarch64="2a000000 a80b80d2 010000d4")
        self.assertEqual(self.outcome(program), 42)


class Preset(Calm):
    """Everything is ready for exit(42): the epilogue is the call alone."""

    guest = bench.Linux(modules=("binfmt_calm variant=preset",))

    @bench.claim("E-23", "E-42")
    def test_no_bytes(self) -> None:
        """The empty file exits with 42, whatever it is called."""
        self.assertEqual(self.outcome(b"", "A"), 42)

    @bench.claim("E-23")
    def test_programs_overwrite_it(self) -> None:
        """It remains a format for any program: this one exits with 7."""
        exit_7 = self.code(
            x86_64="b83c000000 bf07000000 0f05", aarch64="e00080d2 a80b80d2 010000d4"
        )
        self.assertEqual(self.outcome(exit_7), 7)
