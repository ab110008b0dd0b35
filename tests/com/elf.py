# SPDX-License-Identifier: MIT
"""The smallest programs of the formats that Linux has, or had."""

from __future__ import annotations

import signal
from struct import pack

import bench

ENOEXEC = 8

BASE = 0x10000
ENTRY = BASE + 0x20
EXIT_42 = bytes.fromhex("b32a 31c0 40 cd80")  # mov bl, 42; xor eax, eax; inc eax; int 0x80
TINY_HEAD = (
    # An ELF header (System V ABI, "ELF Header") whose program header begins inside it, at 4:
    # each line is a field of the one or of both.
    b"\x7fELF"
    + pack("<III", 1, 0, BASE)  # p_type PT_LOAD, p_offset, p_vaddr
    + pack("<HH", 2, 3)  # e_type ET_EXEC, e_machine EM_386
    + pack("<II", ENTRY, ENTRY)  # p_filesz, which is large enough; e_entry and p_memsz
    + pack("<I", 4)  # e_phoff, and p_flags: readable, which was executable once
)
TINY_ELF = (
    TINY_HEAD
    + EXIT_42  # e_shoff, e_flags
    + b"\0"
    + pack("<HH", 0x34, 0x20)  # e_ehsize, e_phentsize
    + b"\x01"  # e_phnum; what lies behind the file reads as zero
)
TEXT = b"hello, world\n"
HELLO_ELF = (
    TINY_HEAD
    # mov dl, 13; mov al, 4; mov ecx, the text: e_shoff, e_flags, half of e_ehsize
    + bytes.fromhex("b20d b004")
    + pack("<BI", 0xB9, BASE + 54)
    + b"\x3d"  # cmp eax, with e_phentsize and e_phnum
    + pack("<HH", 0x20, 1)
    # inc ebx; int 0x80, which writes; mov al, 1; dec ebx; int 0x80, which exits
    + bytes.fromhex("43 cd80 b001 4b cd80")
    + TEXT
)
# The header of an impure executable (OMAGIC) for the 386, and three bytes of code.
A_OUT = pack("<IIIIIIII", 0o407 | 100 << 16, 3, 0, 0, 0, 0, 0, 0) + bytes.fromhex("b32a 40")
WRITES_TO_ITS_CODE = {
    # A 64-bit ELF file whose only segment is readable and executable, and whose code
    # writes to its own first byte.
    "x86_64": (62, bytes.fromhex("c6 05 f9ffffff 00 b83c000000 31ff 0f05")),
    "aarch64": (183, bytes.fromhex("00000010 1f000039 a80b80d2 010000d4")),
}


READABLE, WRITABLE, EXECUTABLE = 4, 2, 1
"""p_flags (System V ABI, "Segment Flag Bits")."""


def elf64(machine: int, code: bytes, flags: int = READABLE | EXECUTABLE) -> bytes:
    """An executable with one segment."""
    head, size = 64 + 56, 64 + 56 + len(code)
    return (
        b"\x7fELF\x02\x01\x01".ljust(16, b"\0")
        + pack("<HHIQQQIHHHHHH", 2, machine, 1, 0x400000 + head, 64, 0, 0, 64, 56, 1, 0, 0, 0)
        + pack("<IIQQQQQQ", 1, flags, 0, 0x400000, 0x400000, size, size, 0x1000)
        + code
    )


class Tiny(bench.Test):
    """Headers that overlap, and a kernel that does not mind, or does."""

    machines = "arch:x86_64,boots:linux"
    guest = bench.Linux()

    @bench.claim("E-24")
    def test_45_bytes(self) -> None:
        """The program whose header ends it all exits with 42."""
        self.assertEqual(len(TINY_ELF), 45)
        self.guest.put("/tiny", TINY_ELF)
        self.assertEqual(self.guest.run("/tiny").code, 42)

    @bench.claim("E-24")
    def test_44_bytes(self) -> None:
        """With one byte less there is no number of program headers, and with fewer no more."""
        for size in range(45):
            self.guest.put("/tinier", TINY_ELF[:size])
            self.assertEqual(self.guest.run("/tinier").errno, ENOEXEC, f"{size} bytes")

    @bench.claim("E-24")
    def test_hello(self) -> None:
        """Code swallows the fields that Linux looks at; the text comes behind it."""
        self.assertEqual(len(HELLO_ELF), 67)
        self.guest.put("/hello", HELLO_ELF)
        done = self.guest.run("/hello")
        self.assertEqual((done.code, done.stdout), (0, TEXT))

    @bench.claim("E-25")
    def test_a_out(self) -> None:
        """An a.out program of 35 bytes is of no known format any more."""
        self.assertEqual(len(A_OUT), 35)
        self.guest.put("/a.out", A_OUT)
        self.assertEqual(self.guest.run("/a.out").errno, ENOEXEC)


class Protection(bench.Test):
    """What an ELF file says of its memory holds."""

    guest = bench.Linux()

    @bench.claim("E-30")
    def test_code_cannot_be_written(self) -> None:
        """The program that a .com file may be is killed as an ELF file."""
        self.guest.put("/writes", elf64(*WRITES_TO_ITS_CODE[self.machine.architecture]))
        self.assertEqual(self.guest.run("/writes").signal, signal.SIGSEGV)

    @bench.claim("E-30")
    def test_unless_it_says_so(self) -> None:
        """The same file with a writable segment ends itself: nothing but the protection differs."""
        flags = READABLE | WRITABLE | EXECUTABLE
        machine, code = WRITES_TO_ITS_CODE[self.machine.architecture]
        self.guest.put("/writes", elf64(machine, code, flags))
        done = self.guest.run("/writes")
        self.assertEqual((done.signal, done.code is None), (None, False))
