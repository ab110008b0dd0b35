# SPDX-License-Identifier: MIT
"""What a program without a format has in memory, and what becomes of what it writes."""

from __future__ import annotations

import re
import signal

import bench

BASE = "00010000-00011000"


class Memory(bench.Test):
    """One mapping of the file, and what the stage of the module adds."""

    guest = bench.Linux(
        modules=("binfmt_com",),
        programs=("com/pause", "com/cat", "com/patch", "com/crash", "com/data-last"),
    )

    @bench.claim("E-07")
    def test_mapping(self) -> None:
        """The file lies at 64 KiB, readable, writable and executable."""
        script = "/payloads/com/pause.com & sleep 0.1; cat /proc/$!/maps; kill $!"
        maps = self.guest.run("sh", "-c", script).stdout.decode()
        self.assertRegex(maps, f"{BASE} rwxp 00000000 .*/payloads/com/pause.com")

    @bench.claim("E-11")
    def test_heap(self) -> None:
        """A program with a heap of its own copies more than the heap holds."""
        content = bytes(range(256)) * 1000
        self.guest.put("/large", content)
        done = self.guest.run("sh", "-c", "/payloads/com/cat.com < /large")
        self.assertEqual((done.code, done.stdout), (0, content))

    @bench.claim("E-30")
    def test_writes_to_its_own_code(self) -> None:
        """What an ELF program may not, this one may."""
        self.assertEqual(self.guest.run("com/patch.com").code, 42)

    @bench.claim("E-29")
    def test_the_file_stays_as_it_was(self) -> None:
        """The change is the process's own: the next run begins from the same bytes."""
        before = self.guest.run("sha256sum", "/payloads/com/patch.com").stdout
        for _ in range(2):
            self.assertEqual(self.guest.run("com/patch.com").code, 42)
        self.assertEqual(self.guest.run("sha256sum", "/payloads/com/patch.com").stdout, before)

    @bench.claim("E-41")
    def test_crash(self) -> None:
        """A crash is a signal, and there is no core: nobody would know what it means."""
        ordinary = self.guest.run("sh", "-c", "ulimit -c unlimited; cd /; kill -SEGV $$")
        self.assertEqual(ordinary.signal, signal.SIGSEGV)
        self.assertIn(b"core", self.guest.run("ls", "/").stdout.split(), "an ELF program leaves it")
        script = "ulimit -c unlimited; cd /tmp; exec /payloads/com/crash.com"
        self.assertEqual(self.guest.run("sh", "-c", script).signal, signal.SIGSEGV)
        self.assertEqual(self.guest.run("ls", "/tmp").stdout, b"")

    @bench.claim("E-39")
    def test_no_data_area(self) -> None:
        """Memory that nobody asked for is not there."""
        self.assertEqual(self.guest.run("com/data-last.com").signal, signal.SIGSEGV)

    def test_busy(self) -> None:
        """The file of a program that runs cannot be cut short under it."""
        script = "/payloads/com/pause.com & sleep 0.1; : > /payloads/com/pause.com; kill $!"
        done = self.guest.run("sh", "-c", script)
        self.assertIn(b"Text file busy", done.stderr)


class Data(bench.Test):
    """The memory that the essay leaves to the reader: 640 KB ought to be enough."""

    guest = bench.Linux(
        modules=("binfmt_com data_kb=640",), programs=("com/data-last", "com/data-beyond")
    )

    @bench.claim("E-39")
    def test_inside(self) -> None:
        """The last word of it can be written."""
        self.assertEqual(self.guest.run("com/data-last.com").code, 42)

    @bench.claim("E-39")
    def test_outside(self) -> None:
        """The last word of the next KiB cannot."""
        self.assertEqual(self.guest.run("com/data-beyond.com").signal, signal.SIGSEGV)


class Shared(bench.Test):
    """A module that would let programs change their files."""

    guest = bench.Linux(modules=("binfmt_com shared=1",), programs=("com/patch",))

    @bench.claim("E-29")
    def test_refused(self) -> None:
        """The kernel opens what it executes for reading: a shared mapping is EACCES."""
        self.assertEqual(self.guest.run("com/patch.com").errno, 13)


class Stages(bench.Test):
    """The steps of the essay, one after the other."""

    machines = ("q35", "virt")
    guest = bench.Linux(
        modules=("binfmt_com stage=1",), programs=("com/exit42", "com/cat", "com/status")
    )

    def load(self, stage: int) -> None:
        """Load the module again, at another stage."""
        for command in ("rmmod binfmt_com", f"insmod /modules/binfmt_com.ko stage={stage}"):
            self.assertEqual(self.guest.run(*command.split()).code, 0)

    @bench.claim("E-07", "E-11", "E-12")
    def test_each_adds_something(self) -> None:
        """Code runs from the first on, has a heap from the second, arguments from the third."""
        cat = "/payloads/com/cat.com < /payloads/com/exit42.com | cmp - /payloads/com/exit42.com"
        for stage in (1, 2, 3):
            self.load(stage)
            with self.subTest(stage=stage):
                self.assertEqual(self.guest.run("com/exit42.com").code, 42)
                self.assertEqual(self.guest.run("sh", "-c", cat).code == 0, stage >= 2)
                counted = self.guest.run("com/status.com", "a", "b").code == 3
                self.assertEqual(counted, stage >= 3)


class Arguments(bench.Test):
    """argc, argv and envp."""

    guest = bench.Linux(
        modules=("binfmt_com",),
        programs=("com/echo", "com/env", "com/pause", "com/status", "com/registers"),
    )

    @bench.claim("E-12")
    def test_echo(self) -> None:
        """As the other echo: also of nothing, and of what is empty."""
        for words in ((), ("foo", "bar", "baz"), ("",), ("a", "", "b"), ("x" * 5000, "♚")):
            ours, theirs = self.guest.run("com/echo.com", *words), self.guest.run("echo", *words)
            self.assertEqual((ours.code, ours.stdout), (0, theirs.stdout))

    @bench.claim("E-40")
    def test_registers(self) -> None:
        """Every register is zero at entry, but for the stack pointer."""
        self.assertEqual(self.guest.run("com/registers.com").code, 0)

    @bench.claim("E-12")
    def test_count(self) -> None:
        """As many as there are."""
        for count in (0, 1, 100):
            self.assertEqual(self.guest.run("com/status.com", *["a"] * count).code, count + 1)

    @bench.claim("E-12")
    def test_environment(self) -> None:
        """As the other env, the variable `_` apart."""
        own = {"A": "1", "EMPTY": "", "B": "two words"}
        ours = self.guest.run("com/env.com", environment=own)
        theirs = self.guest.run("env", environment=own)
        self.assertEqual((ours.code, ours.stdout), (0, theirs.stdout))

    @bench.claim("E-13")
    def test_proc(self) -> None:
        """/proc shows them too."""
        script = (
            "A=1 /payloads/com/pause.com one 'two words' & sleep 0.1;"
            "cat /proc/$!/cmdline; echo; cat /proc/$!/environ; kill $!"
        )
        line, environment = self.guest.run("sh", "-c", script).stdout.split(b"\n")
        self.assertEqual(line, b"/payloads/com/pause.com\0one\0two words\0")
        self.assertTrue(re.search(rb"(^|\0)A=1\0", environment))
