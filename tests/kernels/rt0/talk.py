# SPDX-License-Identifier: MIT
"""Kernels in Go without Go's runtime, as a talk of 2017 had them: `kernels/rt0/`."""

from __future__ import annotations

import re
from typing import Any

from construct import Array, Float64l

import bench
from bench.guest.guest import Guest
from bench.structs.registers import parse_registers
from tests.kernels.models import ray_model, scene_model
from tests.kernels.rt0.layout import (
    CR0_EM,
    CR0_MP,
    CR0_PG,
    CR4_OSFXSR,
    CR4_OSXMMEXCPT,
    DESCRIPTOR,
    EFLAGS_IF,
    ENTRY_STATE,
    G,
)

RETURNED = "[rt0] main.main has returned"
BY_MULTIBOOT2, BY_MULTIBOOT = 0x36D76289, 0x2BADB002
"""What EAX holds at entry: Multiboot2 Specification 2.0, 3.3, and Multiboot's 0.6.96, 3.2."""

STACK = 16 << 10
"""Bytes."""


class Returned(bench.Test):
    """A program whose main function has returned: the processor stands still behind it."""

    booted: Guest

    def setUp(self) -> None:
        self.booted.console.expect(RETURNED)

    def greeting(self) -> None:
        """Fail unless the greeting stands in the middle of the screen, black on green."""
        shown = self.booted.screen.capture()
        memory = scene_model.empty()
        start = (12 * 80 + 32) * 2
        memory[start : start + 30] = b"".join(bytes((each, 0x20)) for each in b"Go on the metal")
        self.assertEqual(shown.difference(bench.Screen.from_bytes(bytes(memory))), "")

    def entry(self) -> Any:
        """The processor's state when the loader jumped to the kernel."""
        return self.booted.memory.parse(ENTRY_STATE, "entry_state")

    def word(self, address: int) -> int:
        """A word of memory."""
        return int.from_bytes(self.booted.memory.read(address, 4), "little")


class Cd(Returned):
    """GRUB loads the kernel from a CD by Multiboot2."""

    guest = bench.Multiboot("hello")

    @bench.claim("T-04", "T-35")
    def test_greeting(self) -> None:
        """Its greeting is all that the screen shows."""
        self.greeting()

    @bench.claim("T-07")
    def test_entry(self) -> None:
        """Protected mode without paging, without SSE, with interrupts off; EAX names the loader."""
        state = self.entry()
        self.assertEqual(state.eax, BY_MULTIBOOT2)
        self.assertEqual(state.cr0 & 1, 1)
        self.assertFalse(state.cr0 & CR0_PG)
        self.assertFalse(state.cr4 & CR4_OSFXSR)
        self.assertFalse(state.eflags & EFLAGS_IF)


class Direct(Returned):
    """QEMU loads the same file by itself, as a Multiboot kernel of the first version."""

    guest = bench.Multiboot("hello", by="kernel")

    @bench.claim("T-35")
    def test_greeting(self) -> None:
        """Its greeting is all that the screen shows."""
        self.greeting()

    @bench.claim("T-07")
    def test_entry(self) -> None:
        """The state is the same as by GRUB, but for EAX."""
        state = self.entry()
        self.assertEqual(state.eax, BY_MULTIBOOT)
        self.assertFalse(state.cr0 & CR0_PG)
        self.assertFalse(state.cr4 & CR4_OSFXSR)
        self.assertFalse(state.eflags & EFLAGS_IF)

    @bench.claim("T-09")
    def test_descriptors(self) -> None:
        """Nothing, code and data of 4 GiB, and a word for GS, whose limit counts bytes."""
        start = self.booted.memory.address("gdt")
        size = self.booted.memory.address("gdt_end") - start
        nothing, code, data, thread = self.booted.memory.parse(
            Array(size // DESCRIPTOR.sizeof(), DESCRIPTOR), start
        )
        self.assertFalse(nothing.access.present)
        for flat in (code, data):
            self.assertEqual((flat.base, flat.limit, flat.flags.pages), (0, 0xFFFFF, True))
        self.assertEqual([each.access.code for each in (code, data, thread)], [True, False, False])
        tcb = self.booted.memory.address("tcb")
        self.assertEqual((thread.base, thread.limit, thread.flags.pages), (tcb, 3, False))
        registers = self.booted.human_monitor("info registers")
        self.assertRegex(registers, rf"GS =0018 {tcb:08x} 00000003 ")
        self.assertRegex(registers, rf"GDT= +{start:08x} {size - 1:08x}")

    @bench.claim("T-10")
    def test_the_way_to_g(self) -> None:
        """The word at gs:0 leads to the TCB, and the word before that to the g."""
        tcb = self.booted.memory.address("tcb")
        self.assertEqual(self.word(tcb), tcb)
        self.assertEqual(self.word(tcb - 4), self.booted.memory.address("runtime.g0"))

    @bench.claim("T-10", "T-12")
    def test_g(self) -> None:
        """The runtime's g0 has the stack of 16 KiB, and its guard at the lowest byte."""
        low, high = map(self.booted.memory.address, ("stack_bottom", "stack_top"))
        g = self.booted.memory.parse(G, "runtime.g0")
        self.assertEqual((g.stack_lo, g.stack_hi), (low, high))
        self.assertEqual(high - low, STACK)
        self.assertEqual((g.stackguard0, g.stackguard1), (low, low))

    @bench.claim("T-08")
    def test_sse(self) -> None:
        """CR0 and CR4 say that SSE is there and that its exceptions are served."""
        [cpu, *_] = parse_registers(self.booted.human_monitor("info registers"))
        self.assertEqual(cpu.values["CR0"] & (CR0_EM | CR0_MP), CR0_MP)
        both = CR4_OSFXSR | CR4_OSXMMEXCPT
        self.assertEqual(cpu.values["CR4"] & both, both)


class Debugged(Returned):
    """A debugger at QEMU's stub for gdb."""

    guest = bench.Multiboot("hello", by="kernel")

    @bench.claim("T-07", "T-37")
    def test_stops_at_entry(self) -> None:
        """The registers before the kernel's first instruction are those that it notes itself."""
        before = self.entry()
        cpu = self.booted.debugger.restart_to("start")[0]
        self.assertEqual(cpu.place, self.booted.memory.address("start"))
        stopped = [cpu.values[name] for name in ("EAX", "EBX", "CR0", "CR4")]
        self.assertEqual(stopped, [before.eax, before.ebx, before.cr0, before.cr4])
        self.assertEqual(cpu.values["EAX"], BY_MULTIBOOT)


class OnlyMultiboot2(Returned):
    """A build that takes no other loader, by the one that it takes."""

    guest = bench.Multiboot("only-multiboot2")

    @bench.claim("T-05")
    def test_greeting(self) -> None:
        """It greets."""
        self.assertEqual(self.booted.screen.capture().row(12).strip(), "Go on the metal")


@bench.each(
    # GRUB's command for the first version of Multiboot, and QEMU's option -kernel.
    bench.row(bench.Multiboot("only-multiboot2", by="multiboot"), name="grub"),
    bench.row(bench.Multiboot("only-multiboot2", by="kernel"), name="qemu"),
)
class Refuses(bench.Test):
    """The same build by a loader that it does not take."""

    guest: bench.Multiboot
    machines = ("q35", "pc-i386")

    @bench.claim("T-05")
    def test_message(self) -> None:
        """The first row says so in white on red; Go's code has not run."""
        message = "[rt0] what loaded this kernel does not speak Multiboot2"
        self.guest.console.expect(message)
        shown = self.guest.screen.capture()
        self.assertEqual(shown.row(0).rstrip(), message)
        self.assertEqual({shown.data[at] for at in range(1, 160, 2)}, {0x4F})
        self.assertNotIn("Go on the metal", shown.text)
        self.assertEqual(self.guest.memory.parse(ENTRY_STATE, "entry_state").eax, BY_MULTIBOOT)


class Ring3(Returned):
    """A few instructions at privilege level 3, which ask the kernel by an interrupt."""

    guest = bench.Multiboot("ring3", by="kernel")

    @bench.claim("T-02")
    def test_is_answered(self) -> None:
        """The kernel's Go code is asked from level 3, and its answer arrives there."""
        names = ("main.Asked", "main.CallerCS", "main.Told")
        asked, cs, told = (self.word(self.booted.memory.address(name)) for name in names)
        self.assertEqual((asked, told), (41, 42))
        self.assertEqual(cs & 3, 3)
        registers = self.booted.human_monitor("info registers")
        self.assertIn("CPL=0", registers, "main has returned at level 0")


class March(Returned):
    """The ray marcher, which is floating point throughout."""

    guest = bench.Multiboot("march", by="kernel")

    @bench.claim("T-08", "T-26")
    def test_depths(self) -> None:
        """The length of each ray is the host's to the last bit, on SSE and without a heap."""
        depths = self.booted.memory.parse(Array(80 * 25, Float64l), "main.Depths")
        both = enumerate(zip(depths, ray_model.frame(0).depths, strict=True))
        self.assertEqual([ray for ray, (here, there) in both if here != there][:5], [])

    @bench.claim("T-24")
    def test_no_initialiser_has_run(self) -> None:
        """Its tones, which an initialiser makes, are all zero: so is the screen."""
        self.assertEqual(self.booted.screen.capture().data, bytes(4000))


class MarchWithoutSse(bench.Test):
    """The same where nobody has enabled SSE."""

    guest = bench.Multiboot("march-without-sse", by="kernel")

    @bench.claim("T-08")
    def test_triple_fault(self) -> None:
        """Its first instruction of SSE is an invalid opcode, and that a triple fault."""
        ended = self.guest.wait_exit()
        self.assertIs(ended.ending, bench.Ending.TRIPLE_FAULT)
        self.assertRegex(
            str(ended), r"^triple fault: .*emubench/kernels/drivers/textscreen/scenes\.March\+0x"
        )
        [cpu, *_] = parse_registers(self.guest.last_registers)
        self.assertFalse(cpu.values["CR4"] & CR4_OSFXSR)
        assert cpu.place is not None, "an x86 has an instruction pointer"
        prefix = self.guest.memory.read(cpu.place, 2)
        self.assertRegex(prefix, re.compile(rb"\xf2\x0f|\xf3\x0f|\x66\x0f|\x0f[\x10-\x5f]"))


class Deep(bench.Test):
    """A function that calls itself until the stack is at its end."""

    machines = ("q35", "pc-i386")
    guest = bench.Multiboot("deep", by="kernel")
    budget = bench.Budget(cpu=0.6)

    @bench.claim("T-13")
    def test_goes_astray(self) -> None:
        """The check stops it on its stack; what it calls for more takes the vectors for an m."""
        with self.assertRaises(bench.BudgetSpent):
            self.guest.wait_exit()
        depth = int.from_bytes(self.guest.memory.read("main.Depth", 4), "little")
        self.assertLess(STACK - 600, depth * 264)
        self.assertLessEqual(depth * 264, STACK)
        self.assertEqual(self.guest.memory.read("below_stack", 4096), bytes(4096))
        # The third word of an m is the g of who called: Go's runtime2.go, morebuf.
        vector = int.from_bytes(self.guest.memory.read(3 * 4, 4), "little")
        self.assertEqual(vector, self.guest.memory.address("runtime.g0"))
