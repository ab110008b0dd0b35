# SPDX-License-Identifier: MIT
"""The kernel `faults`: guests that go wrong, and what the bench makes of it."""

from __future__ import annotations

import re

import bench


class Panic(bench.Test):
    """A Go panic ends with its traceback on the line and exit code 2, as on Linux."""

    guest = bench.Go("faults", arguments=("fault=panic",))

    def test_traceback(self) -> None:
        """The panic's text and the goroutine that it ended."""
        self.guest.console.expect("panic: ")
        self.guest.console.expect("goroutine 1 [running]")
        self.assertEqual(self.guest.wait_exit().code, 2)


class Nil(bench.Test):
    """A nil dereference is a runtime error of Go and not the end of the machine."""

    guest = bench.Go("faults", arguments=("fault=nil",))

    @bench.claim("T-32")
    def test_runtime_error(self) -> None:
        """The page fault became the error that Go makes of it."""
        self.guest.console.expect("invalid memory address or nil pointer dereference")
        self.assertEqual(self.guest.wait_exit().code, 2)


class Wild(bench.Test):
    """A pointer to nowhere ends Go as it does on Linux, with the address."""

    guest = bench.Go("faults", arguments=("fault=wild",))

    def test_fault_address(self) -> None:
        """The traceback names the address and the function."""
        self.guest.console.expect(re.compile(r"unexpected fault address 0xbf0+\b"))
        self.guest.console.expect("main.dereferenceWild(")
        self.assertEqual(self.guest.wait_exit().code, 2)


class Constant(bench.Test):
    """What the compiler made a constant of cannot be written."""

    guest = bench.Go("faults", arguments=("fault=constant",))

    def test_fault_address(self) -> None:
        """The page is there, and not for this: code 2, SEGV_ACCERR."""
        self.guest.console.expect("unexpected fault address")
        self.guest.console.expect("code=0x2")
        self.guest.console.expect("main.writeConstant(")
        self.assertEqual(self.guest.wait_exit().code, 2)


class Code(bench.Test):
    """Code cannot be written either."""

    guest = bench.Go("faults", arguments=("fault=code",))

    def test_fault_address(self) -> None:
        """As above."""
        self.guest.console.expect("code=0x2")
        self.guest.console.expect("main.writeCode(")
        self.assertEqual(self.guest.wait_exit().code, 2)


class Divide(bench.Test):
    """A division by zero is a runtime error, also where no processor traps it."""

    guest = bench.Go("faults", arguments=("fault=divide",))

    def test_runtime_error(self) -> None:
        """The trap of x86 and the compiler's check on arm64 come to the same."""
        self.guest.console.expect("panic: runtime error: integer divide by zero")
        self.assertEqual(self.guest.wait_exit().code, 2)


class Overflow(bench.Test):
    """A stack that grows without end is ended by Go before the machine's memory is."""

    guest = bench.Go("faults", arguments=("fault=overflow",))

    def test_named(self) -> None:
        """The message names the limit, and the traceback who was calling."""
        self.guest.console.expect("stack overflow")
        self.guest.console.expect("main.descend(")
        self.assertEqual(self.guest.wait_exit().code, 2)


class Illegal(bench.Test):
    """An instruction that there is not is Linux's SIGILL to Go, which ends with it."""

    guest = bench.Go("faults", arguments=("fault=illegal",))

    def test_named(self) -> None:
        """The message names the signal, and the traceback the function."""
        self.guest.console.expect("SIGILL: illegal instruction")
        self.guest.console.expect("emubench/kernels/lib/cpu.Undefined")
        self.assertEqual(self.guest.wait_exit().code, 2)


class Bounds(bench.Test):
    """An index that is out of range is caught before anything is written."""

    guest = bench.Go("faults", arguments=("fault=bounds",))

    @bench.claim("T-32")
    def test_message(self) -> None:
        """Memory is as it was, and the message says which index of how many."""
        self.guest.console.expect("memory [1 2 3 4 5]")
        self.guest.console.expect("index out of range [3] with length 3")
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
