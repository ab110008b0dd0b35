# SPDX-License-Identifier: MIT
"""Programs that begin with `#!`, as fs/binfmt_script.c and fs/exec.c of Linux take them."""

from __future__ import annotations

from errno import EACCES, ELOOP, ENOENT, ENOEXEC

import bench

FIRST_LINE = 256
"""Bytes of a file that the kernel reads of it (BINPRM_BUF_SIZE)."""
NESTED = 5
"""Scripts that may be each other's interpreters (exec_binprm)."""


def filled(head: bytes, size: int, tail: bytes = b"") -> bytes:
    """Head and tail, with as many letters between them as make a size."""
    return head + b"x" * (size - len(head) - len(tail)) + tail


REFUSED = {
    "empty": (b"", ENOEXEC),
    "half a mark": (b"#", ENOEXEC),
    "text without a mark": (b"echo hello\n", ENOEXEC),
    "mark alone": (b"#!", EACCES),
    "empty line": (b"#!\n", ENOEXEC),
    "line of blanks": (b"#!  \t \n", ENOEXEC),
    "blanks to the last byte": (b"#!" + b" " * (FIRST_LINE - 2), ENOEXEC),
    "name to the last byte": (filled(b"#!/bin/", FIRST_LINE), ENOEXEC),
    "name beyond it": (filled(b"#!/bin/", FIRST_LINE + 10, b"\n"), ENOEXEC),
    "newline as the last byte": (filled(b"#!/bin/", FIRST_LINE, b"\n"), ENOENT),
    "missing interpreter": (b"#!/bin/missing\n", ENOENT),
    "folder as interpreter": (b"#!/bin\n", EACCES),
    "carriage return": (b"#!/bin/true\r\n", ENOENT),
}

TAKEN = {
    "no newline": b"#!/bin/true",
    "NUL ends the name": b"#!/bin/true\0rest\n",
    "argument to the last byte": filled(b"#!/bin/true ", FIRST_LINE),
    "argument beyond it": filled(b"#!/bin/true ", 2 * FIRST_LINE, b"\n"),
    "by env": b"#!/usr/bin/env true\n",
}


@bench.each(
    bench.row(bench.Linux(programs=("exec/by-descriptor",)), name="alone"),
    bench.row(
        bench.Linux(
            modules=("binfmt_com", "binfmt_misc"),
            programs=("exec/by-descriptor",),
            setup=(
                "mount -t binfmt_misc none /proc/sys/fs/binfmt_misc",
                "echo ':mine:M::MINE::/bin/busybox:POCF' > /proc/sys/fs/binfmt_misc/register",
            ),
        ),
        name="with-others",
    ),
)
class Scripts(bench.Test):
    """The kernel alone, and with a format of ours and a rule for another beside it."""

    guest: bench.Linux
    machines = ("q35", "virt", "q35-linux-6-12")

    def test_refused(self) -> None:
        """Each script that cannot be run has its error number."""
        wanted = {name: errno for name, (_, errno) in REFUSED.items()}
        said = {name: self.run_script(content).errno for name, (content, _) in REFUSED.items()}
        self.assertEqual(said, wanted)

    def test_taken(self) -> None:
        """Scripts whose interpreter is found in what the kernel reads of them."""
        said = {name: self.run_script(content).code for name, content in TAKEN.items()}
        self.assertEqual(said, dict.fromkeys(TAKEN, 0))

    def test_nested(self) -> None:
        """Scripts that are each other's interpreters, five deep."""
        self.guest.put("/tmp/s0", b"#!/bin/true\n")
        for depth in range(1, NESTED + 1):
            self.guest.put(f"/tmp/s{depth}", f"#!/tmp/s{depth - 1}\n".encode())
        said = [self.guest.run(f"/tmp/s{depth}").errno for depth in range(NESTED + 1)]
        self.assertEqual(said, [None] * NESTED + [ELOOP])

    def test_by_descriptor(self) -> None:
        """The interpreter opens `/dev/fd/N`, which a closed descriptor cannot be."""
        self.guest.put("/tmp/script", b"#!/bin/cat\n")
        ways = {(): 0, ("-c",): ENOENT, ("-r",): 0, ("-c", "-r"): ENOENT}
        for way, code in ways.items():
            with self.subTest(way=way):
                done = self.guest.run("exec/by-descriptor", *way, "/tmp/script")
                self.assertEqual(done.code, code, done.stderr)
                self.assertEqual(done.stdout, b"" if code else b"#!/bin/cat\n")

    def run_script(self, content: bytes) -> bench.Completed:
        """Put a script into the guest and run it."""
        self.guest.put("/tmp/script", content)
        return self.guest.run("/tmp/script")


class Userland(bench.Test):
    """What programs find on every Linux system."""

    guest = bench.Linux()
    machines = ("q35", "virt", "q35-linux-6-12")

    def test_descriptors_have_names(self) -> None:
        """`/dev/stdin`, `/dev/stdout`, `/dev/stderr` and `/dev/fd` are a process's own."""
        program = (
            "echo in | cat /dev/stdin; echo out >/dev/stdout; echo err >/dev/stderr; ls /dev/fd"
        )
        done = self.guest.run("sh", "-c", program)
        self.assertEqual((done.stdout[:7], done.stderr), (b"in\nout\n", b"err\n"))
        self.assertEqual(done.stdout[7:].split()[:3], [b"0", b"1", b"2"])

    def test_pseudo_terminals(self) -> None:
        """A terminal can be opened, and its other end has a name."""
        done = self.guest.run("sh", "-c", "exec 3<>/dev/ptmx && ls /dev/pts")
        self.assertEqual(done.stdout.split(), [b"0", b"ptmx"], done.stderr)

    def test_users(self) -> None:
        """Root and nobody have names."""
        done = self.guest.run("sh", "-c", "whoami; id -u nobody; ls -ld /root")
        self.assertEqual(done.stdout.split()[:2], [b"root", b"65534"], done.stderr)
