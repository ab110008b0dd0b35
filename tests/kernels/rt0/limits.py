# SPDX-License-Identifier: MIT
"""What of Go works without its runtime, and how the rest ends: a program of `kernels/rt0/` each.

What needs the runtime finds a g without an m, and gives up with a message to Linux. There is no
Linux: the system call is an interrupt without a handler, and so a triple fault. Its registers say
what was to be written, and the stack who wanted to.
"""

from __future__ import annotations

import struct

import bench
from bench.guest.guest import Guest
from bench.structs.elf import code_of
from bench.structs.registers import Registers, parse_registers

RESULT = 42
"""What each program makes of what it tries, in main.Result."""

SYS_WRITE = 4
"""Linux's number of write(2) for i386, in EAX; the text is at ECX, EDX bytes of it."""

NO_M = b"fatal: systemstack called from unexpected goroutine"
"""What the runtime says without an m."""

INT = 0xCD
"""INT n: Intel SDM volume 2. Linux's system calls are INT 80h."""


@bench.each(
    # A method called through an interface, and the type that it holds.
    bench.Multiboot("interfaces", by="kernel"),
    # A deferred call of which the compiler knows that there is one.
    bench.Multiboot("defer", by="kernel"),
    # A function that keeps a variable, as long as that stays on the stack.
    bench.Multiboot("closures", by="kernel"),
    # A map of a few places that nobody else sees: it lies on the stack.
    bench.Multiboot("map-on-stack", by="kernel"),
    # A function of any type.
    bench.Multiboot("generics", by="kernel"),
)
class Works(bench.Test):
    """The compiler makes all of it: nothing of the runtime is called."""

    guest: bench.Multiboot
    machines = ("pc-i386",)

    @bench.claim("T-24")
    def test_works(self) -> None:
        """Its result is there when main has returned."""
        self.guest.console.expect("[rt0] main.main has returned")
        self.assertEqual(self.guest.memory.read("main.Result", 4), struct.pack("<I", RESULT))


class TripleFault(bench.Test):
    """The runtime is called, and gives up."""

    booted: Guest
    machines = ("pc-i386",)

    def gives_up(self, asked: str, words: bytes = NO_M) -> None:
        """Fail unless the guest ended in a triple fault, as the runtime was about to say so.

        Args:
            asked: the function of the runtime that the program called.
            words: what the runtime had to say.
        """
        ended = self.booted.wait_exit()
        self.assertIs(ended.ending, bench.Ending.TRIPLE_FAULT, str(ended))
        [cpu] = parse_registers(self.booted.last_registers)
        memory, values = self.booted.memory, cpu.values
        assert cpu.place is not None, "an x86 has an instruction pointer"
        self.assertEqual(memory.read(cpu.place, 2), bytes((INT, 0x80)))
        self.assertEqual(values["EAX"], SYS_WRITE)
        self.assertEqual(memory.read(values["ECX"], values["EDX"]), words)
        self.assertIn(asked, self.callers(cpu))
        self.assertEqual(memory.read("main.Result", 4), bytes(4))

    def callers(self, cpu: Registers) -> list[str]:
        """The functions to which the words of the stack would return, the innermost first."""
        top, bottom = cpu.values["ESP"], self.booted.memory.address("stack_top")
        words = struct.unpack(
            f"<{(bottom - top) // 4}I", self.booted.memory.read(top, bottom - top)
        )
        symbols = self.booted.plan.boot.symbols
        assert symbols is not None, "these kernels come with symbols"
        code = code_of(symbols)
        return [found[0].name for word in words if (found := code.at(word)) and found[1]]


class Heap(TripleFault):
    """Memory of the heap."""

    guest = bench.Multiboot("heap", by="kernel")

    @bench.claim("T-24", "T-25")
    def test_triple_fault(self) -> None:
        """The first byte of the heap: nobody has initialised the allocator."""
        ended = self.booted.wait_exit()
        self.assertRegex(str(ended), r"^triple fault: runtime\.write1\+0x\w+ \(EIP=0x")
        self.gives_up("runtime.(*mcache).refill")


@bench.each(
    # A slice that grows.
    (bench.Multiboot("append", by="kernel"), "runtime.growslice"),
    # Two strings that are joined.
    (bench.Multiboot("strings", by="kernel"), "runtime.concatstrings"),
    # A map of a hundred places.
    (bench.Multiboot("maps", by="kernel"), "runtime.makemap"),
    # A channel with room for one.
    (bench.Multiboot("channels", by="kernel"), "runtime.makechan"),
    # A second goroutine.
    (bench.Multiboot("goroutines", by="kernel"), "runtime.newproc"),
    # Whether a type has the methods of an interface: looked up at run time.
    (bench.Multiboot("assertions", by="kernel"), "runtime.typeAssert"),
    # Deferred calls of which the compiler cannot tell the number.
    (bench.Multiboot("defer-loop", by="kernel"), "runtime.deferproc"),
    # A panic, though it would be recovered.
    (bench.Multiboot("panic", by="kernel"), "runtime.gopanic", b"panic: "),
    # An index out of range: it is found, and nothing is read.
    (bench.Multiboot("bounds", by="kernel"), "runtime.panicBounds"),
    # The built-in println, which writes to Linux's standard error.
    (bench.Multiboot("println", by="kernel"), "main.main", b"forty-two\n"),
)
class GivesUp(TripleFault):
    """What the runtime is called for."""

    guest: bench.Multiboot

    @bench.claim("T-24")
    def test_triple_fault(self, asked: str, words: bytes = NO_M) -> None:
        """It ends in a triple fault that says who gave up, and over what."""
        self.gives_up(asked, words)


class Initialisers(bench.Test):
    """A variable whose value takes a call."""

    machines = ("pc-i386",)
    guest = bench.Multiboot("initialisers", by="kernel")

    @bench.claim("T-24")
    def test_stays_zero(self) -> None:
        """Nothing fails, and nothing is right: who would call it is the runtime's main."""
        self.guest.console.expect("[rt0] main.main has returned")
        self.assertEqual(self.guest.memory.read("main.Result", 4), bytes(4))
