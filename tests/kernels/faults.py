"""The kernel `faults`: guests that go wrong, and what the bench makes of it."""

from __future__ import annotations

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
    budget = bench.Budget(idle=1)

    def test_given_up(self) -> None:
        """A guest with nothing to do is told from one on a busy host."""
        with self.assertRaisesRegex(bench.BudgetSpent, "nothing to do"):
            self.guest.console.expect("a prompt that never comes")
