"""The kernel of kernels/greeting, on each machine."""

import bench


class Greeting(bench.Test):
    """It greets, and ends with a code."""

    machines = ("mine", "virt")
    guest = bench.Go("greeting")

    def test_greeting(self):
        """A line on the first serial line."""
        self.guest.console.expect("greetings from")

    def test_exit_code(self):
        """The code that the kernel exits with."""
        self.assertEqual(self.guest.wait_exit().code, 42)
