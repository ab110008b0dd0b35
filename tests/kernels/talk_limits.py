# SPDX-License-Identifier: MIT
"""What of Go works without its runtime, and how the rest ends: a program of `kernels/rt0/` each.

What needs the runtime finds a g without an m, and gives up with a message to Linux. There is no
Linux: the system call is an interrupt without a handler, and so a triple fault. Its registers say
what was to be written, and the stack who wanted to.
"""

from __future__ import annotations

import struct
from typing import ClassVar

import bench
from bench.guest.guest import Guest
from bench.structs.elf import code_of
from bench.structs.registers import Registers, parse_registers

RESULT = 42
"""What each program makes of what it tries, in main.Result."""

SYS_WRITE = 4
"""Linux's number of write(2) for i386, in EAX; the text is at ECX, EDX bytes of it."""

INT = 0xCD
"""INT n: Intel SDM volume 2. Linux's system calls are INT 80h."""


class Works(bench.Test):
    """The compiler makes all of it: nothing of the runtime is called."""

    booted: Guest
    machines = ("pc-i386",)

    @bench.claim("T-24")
    def test_works(self) -> None:
        """Its result is there when main has returned."""
        self.booted.console.expect("[rt0] main.main has returned")
        self.assertEqual(self.booted.memory.read("main.Result", 4), struct.pack("<I", RESULT))


class TripleFault(bench.Test):
    """The runtime is called, and gives up."""

    booted: Guest
    machines = ("pc-i386",)
    asked: ClassVar[str]
    """The function of the runtime that the program called."""
    words: ClassVar[bytes] = b"fatal: systemstack called from unexpected goroutine"
    """What the runtime had to say."""

    def gives_up(self) -> None:
        """Fail unless the guest ended in a triple fault, as the runtime was about to say so."""
        ended = self.booted.wait_exit()
        self.assertIs(ended.ending, bench.Ending.TRIPLE_FAULT, str(ended))
        [cpu] = parse_registers(self.booted.last_registers)
        memory, values = self.booted.memory, cpu.values
        assert cpu.place is not None, "an x86 has an instruction pointer"
        self.assertEqual(memory.read(cpu.place, 2), bytes((INT, 0x80)))
        self.assertEqual(values["EAX"], SYS_WRITE)
        self.assertEqual(memory.read(values["ECX"], values["EDX"]), self.words)
        self.assertIn(self.asked, self.callers(cpu))
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

    @bench.claim("T-24")
    def test_triple_fault(self) -> None:
        """It ends in a triple fault that says who gave up, and over what."""
        self.gives_up()


class Heap(TripleFault):
    """Memory of the heap."""

    guest = bench.Multiboot("heap", by="kernel")
    asked = "runtime.(*mcache).refill"

    @bench.claim("T-24", "T-25")
    def test_triple_fault(self) -> None:
        """The first byte of the heap: nobody has initialised the allocator."""
        ended = self.booted.wait_exit()
        self.assertRegex(str(ended), r"^triple fault: runtime\.write1\+0x\w+ \(EIP=0x")
        self.gives_up()


class Append(TripleFault):
    """A slice that grows."""

    guest = bench.Multiboot("append", by="kernel")
    asked = "runtime.growslice"


class Strings(TripleFault):
    """Two strings that are joined."""

    guest = bench.Multiboot("strings", by="kernel")
    asked = "runtime.concatstrings"


class Maps(TripleFault):
    """A map of a hundred places."""

    guest = bench.Multiboot("maps", by="kernel")
    asked = "runtime.makemap"


class Channels(TripleFault):
    """A channel with room for one."""

    guest = bench.Multiboot("channels", by="kernel")
    asked = "runtime.makechan"


class Goroutines(TripleFault):
    """A second goroutine."""

    guest = bench.Multiboot("goroutines", by="kernel")
    asked = "runtime.newproc"


class Assertions(TripleFault):
    """Whether a type has the methods of an interface: looked up at run time."""

    guest = bench.Multiboot("assertions", by="kernel")
    asked = "runtime.typeAssert"


class DeferLoop(TripleFault):
    """Deferred calls of which the compiler cannot tell the number."""

    guest = bench.Multiboot("defer-loop", by="kernel")
    asked = "runtime.deferproc"


class Panic(TripleFault):
    """A panic, though it would be recovered."""

    guest = bench.Multiboot("panic", by="kernel")
    asked = "runtime.gopanic"
    words = b"panic: "


class Bounds(TripleFault):
    """An index out of range: it is found, and nothing is read."""

    guest = bench.Multiboot("bounds", by="kernel")
    asked = "runtime.panicBounds"


class Println(TripleFault):
    """The built-in println, which writes to Linux's standard error."""

    guest = bench.Multiboot("println", by="kernel")
    asked = "main.main"
    words = b"forty-two\n"


class Interfaces(Works):
    """A method called through an interface, and the type that it holds."""

    guest = bench.Multiboot("interfaces", by="kernel")


class Defer(Works):
    """A deferred call of which the compiler knows that there is one."""

    guest = bench.Multiboot("defer", by="kernel")


class Closures(Works):
    """A function that keeps a variable, as long as that stays on the stack."""

    guest = bench.Multiboot("closures", by="kernel")


class MapOnStack(Works):
    """A map of a few places that nobody else sees: it lies on the stack."""

    guest = bench.Multiboot("map-on-stack", by="kernel")


class Generics(Works):
    """A function of any type."""

    guest = bench.Multiboot("generics", by="kernel")


class Initialisers(bench.Test):
    """A variable whose value takes a call."""

    machines = ("pc-i386",)
    guest = bench.Multiboot("initialisers", by="kernel")

    @bench.claim("T-24")
    def test_stays_zero(self) -> None:
        """Nothing fails, and nothing is right: who would call it is the runtime's main."""
        self.guest.console.expect("[rt0] main.main has returned")
        self.assertEqual(self.guest.memory.read("main.Result", 4), bytes(4))
