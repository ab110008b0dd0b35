# SPDX-License-Identifier: MIT
"""The kernel `faults`: guests that go wrong, and what the bench makes of it."""

from __future__ import annotations

import re

import bench


@bench.each(
    # A panic ends with its traceback, as on Linux.
    (bench.Go("faults", arguments=("fault=panic",)), "panic: ", "goroutine 1 [running]"),
    # A nil dereference is a runtime error of Go and not the end of the machine.
    bench.row(
        bench.Go("faults", arguments=("fault=nil",)),
        "invalid memory address or nil pointer dereference",
        claims="T-32",
    ),
    # What the compiler made a constant of cannot be written: the page is there, and not for this
    # (SEGV_ACCERR).
    (
        bench.Go("faults", arguments=("fault=constant",)),
        "unexpected fault address",
        "code=0x2",
        "main.writeConstant(",
    ),
    # Code cannot be written either.
    (bench.Go("faults", arguments=("fault=code",)), "code=0x2", "main.writeCode("),
    # The trap of x86 and the compiler's check on arm64 come to the same.
    (
        bench.Go("faults", arguments=("fault=divide",)),
        "panic: runtime error: integer divide by zero",
    ),
    # A stack that grows without end is ended by Go before the machine's memory is.
    (bench.Go("faults", arguments=("fault=overflow",)), "stack overflow", "main.descend("),
    # An instruction that there is not is Linux's SIGILL to Go.
    (
        bench.Go("faults", arguments=("fault=illegal",)),
        "SIGILL: illegal instruction",
        "emubench/kernels/lib/cpu.Undefined",
    ),
    # An index out of range is caught before anything is written.
    bench.row(
        bench.Go("faults", arguments=("fault=bounds",)),
        "memory [1 2 3 4 5]",
        "index out of range [3] with length 3",
        claims="T-32",
    ),
)
class Told(bench.Test):
    """What goes wrong in Go is told on the line, and ends with code 2, as on Linux."""

    guest: bench.Go

    def test_told(self, *words: str) -> None:
        """The words come in their order."""
        for word in words:
            self.guest.console.expect(word)
        self.assertEqual(self.guest.wait_exit().code, 2)


class Wild(bench.Test):
    """A pointer to nowhere ends Go as it does on Linux, with the address."""

    guest = bench.Go("faults", arguments=("fault=wild",))

    def test_fault_address(self) -> None:
        """The traceback names the address and the function."""
        self.guest.console.expect(re.compile(r"unexpected fault address 0xbf0+\b"))
        self.guest.console.expect("main.dereferenceWild(")
        self.assertEqual(self.guest.wait_exit().code, 2)


class Triple(bench.Test):
    """A triple fault is named so, and PSCI's reset a reset."""

    guest = bench.Go("faults", arguments=("fault=triple",))

    def test_reset(self) -> None:
        """QEMU's exit code is 0 either way; of a triple fault the line says where it was."""
        ended = self.guest.wait_exit()
        arm = self.machine.architecture == "aarch64"
        expected = bench.Ending.RESET if arm else bench.Ending.TRIPLE_FAULT
        self.assertEqual((ended.ending, ended.status), (expected, 0))
        where = r"^reset: .*\(PC=0x" if arm else r"^triple fault: .*/cpu\.Reset\S* \([ER]IP=0x"
        self.assertRegex(str(ended), where)


class Flood(bench.Test):
    """A guest that floods its line is given up after its budget of work."""

    machines = ("q35", "virt")
    guest = bench.Go("faults", arguments=("fault=flood",))
    budget = bench.Budget(cpu=1)

    def test_given_up(self) -> None:
        """Whatever it sends, waiting for something else ends."""
        with self.assertRaises(bench.BudgetSpent):
            self.guest.console.expect("a prompt that never comes")


class Silent(bench.Test):
    """A guest that halts for ever is given up for its idleness."""

    machines = ("q35", "virt")
    guest = bench.Go("faults", arguments=("fault=silent",))
    budget = bench.Budget(idle=0.5)  # before the bench first looks for a dead end

    def test_given_up(self) -> None:
        """A guest with nothing to do is told from one on a busy host."""
        with self.assertRaisesRegex(bench.BudgetSpent, "nothing to do"):
            self.guest.console.expect("a prompt that never comes")
