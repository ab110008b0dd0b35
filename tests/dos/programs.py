# SPDX-License-Identifier: MIT
"""COM programs of MS-DOS: 16-bit code in real mode, on a loader of ours instead of DOS."""

from __future__ import annotations

import bench
from bench.structs.psp import PSP

GIVEN_UP = 70
"""What the loader ends with when it cannot serve a program."""


class Hello(bench.Test):
    """A program that prints by function 09h and ends by INT 20h."""

    guest = bench.Dos("hello", hold=True)

    @bench.claim("E-46")
    def test_screen(self) -> None:
        """Its line is all that the VGA's text memory holds, from the first cell on."""
        screen = self.guest.screen.wait_until("hello, world")
        self.assertEqual(screen.text.rstrip(), "hello, world")

    def test_serial(self) -> None:
        """Its line comes on the first serial line too, and nothing before it."""
        self.guest.console.expect("hello, world\r\n")
        self.assertEqual(self.guest.console.before, "")

    def test_exit_code(self) -> None:
        """The guest waits for a byte when the program has ended, and ends with 0."""
        self.guest.screen.wait_until("hello, world")
        self.guest.console.send("x")
        ended = self.guest.wait_exit()
        self.assertEqual((ended.ending, ended.code), (bench.Ending.DEBUG_EXIT, 0))


@bench.each(
    bench.row(bench.Dos("exit42"), 42, claims="E-46"),  # the smallest program: 5 bytes
    (bench.Dos("exit200"), 200),  # of eight bits, of which QEMU's own code has room for seven
    (bench.Dos("ret"), 0),  # one byte: it takes the zero from the stack, and goes to an INT 20h
)
class Exit(bench.Test):
    """Programs that end."""

    guest: bench.Dos

    def test_exit_code(self, code: int) -> None:
        """Function 4Ch hands the code to whoever started the program."""
        self.assertEqual(self.guest.wait_exit().code, code)


class Registers(bench.Test):
    """What a program finds when it begins."""

    guest = bench.Dos("registers")

    @bench.claim("E-46")
    def test_one_segment(self) -> None:
        """All segment registers are equal; the stack is at the segment's end, a zero on it."""
        ended = self.guest.wait_exit()
        self.guest.console.expect(
            " CS=1000 SS=1000 ES=1000 DS=1000 DI=FFFE SI=0100 BP=0000 SP=FFFE"
            " BX=0000 DX=1000 CX=00FF AX=0000 [SP]=0000"
        )
        self.assertEqual(ended.code, 0)


class Stack(bench.Test):
    """A program with 28 bytes of stack, and a word below that is to stay as it is."""

    guest = bench.Dos("stack")

    def test_a_function_takes_no_more(self) -> None:
        """The loader serves functions on a stack of its own."""
        ended = self.guest.wait_exit()
        self.guest.console.expect("on 28 bytes of stack\r\n")
        self.assertEqual(ended.code, 0)


class Segment(bench.Test):
    """The program's segment as it lies in memory."""

    guest = bench.Dos("tail", arguments=("one", "two"), hold=True)

    def setUp(self) -> None:
        self.guest.console.expect(" one two")

    def test_psp(self) -> None:
        """It begins with INT 20h and has the command tail at 80h."""
        psp = self.guest.memory.parse(PSP, "psp")
        self.assertEqual(psp.tail, b" one two")
        self.assertEqual(psp.tail_area[psp.tail_size :], b"\r".ljust(127 - 8, b"\0"))
        self.assertEqual(psp.memory_end, (640 - 1) << 6, "640 KiB less the BIOS's own")

    def test_code(self) -> None:
        """The program's first instruction is at 100h; behind its last byte all is zero."""
        start = self.guest.memory.address("psp") + 0x100
        code = bytes.fromhex("ba8100 8a0e8000 30ed bb0100 b440 cd21 c3")  # payloads/dos/tail.S
        unused = 0xFE00 - len(code)  # up to where the stack was
        self.assertEqual(self.guest.memory.read(start, len(code) + unused), code + b"\0" * unused)


class Print(bench.Test):
    """Characters one by one, and bytes by their number."""

    guest = bench.Dos("print", hold=True)

    def test_screen(self) -> None:
        """What functions 02h and 40h write stands on the screen line by line."""
        screen = self.guest.screen.wait_until("to error")
        self.assertEqual(
            screen.text.rstrip().splitlines(), ["2!", "to output, with a $", "to error"]
        )

    def test_results(self) -> None:
        """They return what MS-DOS returns, also for a handle that is not open."""
        self.guest.console.expect("to error\r\n")
        self.guest.console.send("x")
        self.assertEqual(self.guest.wait_exit().code, 0)


class Unknown(bench.Test):
    """A function that the loader does not serve."""

    guest = bench.Dos("unknown", hold=True)

    def test_is_named(self) -> None:
        """A line names it and where it was called, and the code is the loader's own."""
        line = "dos: unknown function 2A at 1000:0102"
        self.guest.screen.wait_until(line)
        self.guest.console.expect(line)
        self.guest.console.send("x")
        self.assertEqual(self.guest.wait_exit().code, GIVEN_UP)


class Divide(bench.Test):
    """A division by zero."""

    guest = bench.Dos("divide")

    def test_is_named(self) -> None:
        """The processor's interrupt 0 ends the program with a line, as on MS-DOS."""
        ended = self.guest.wait_exit()
        self.guest.console.expect("dos: divide error at 1000:0102\r\n")
        self.assertEqual(ended.code, GIVEN_UP)


class Mode(bench.Test):
    """The processor at work."""

    guest = bench.Dos("mode")

    @bench.claim("E-46")
    def test_real_mode(self) -> None:
        """It is in real mode, and 16-bit registers and offsets wrap."""
        self.guest.console.expect("real mode\r\nwraps at 64 KiB\r\nwraps at 64 KiB\r\n")
        self.assertEqual(self.guest.wait_exit().code, 0)


class Largest(bench.Test):
    """A program of 65278 bytes: a segment, less the PSP and the word on the stack."""

    guest = bench.Dos("largest")

    def test_last_bytes(self) -> None:
        """Its last bytes, which are text, are printed."""
        ended = self.guest.wait_exit()
        self.guest.console.expect("the last of 65278 bytes\r\n")
        self.assertEqual(ended.code, 42)


@bench.each(
    (bench.Dos("syscall"), "1000:0105"),  # 7 bytes: a processor has no SYSCALL in real mode
    (bench.Dos("syscall-12"), "1000:010A"),  # 12: half of a 32-bit number is an instruction here
)
class Syscall(bench.Test):
    """The bytes that end with 42 on 64-bit Linux."""

    guest: bench.Dos

    @bench.claim("E-46")
    def test_ends_otherwise(self, place: str) -> None:
        """The processor's interrupt 6 ends the program."""
        ended = self.guest.wait_exit()
        self.guest.console.expect(f"dos: invalid opcode at {place}\r\n")
        self.assertEqual(ended.code, GIVEN_UP)
