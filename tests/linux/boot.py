# SPDX-License-Identifier: MIT
"""Linux on every machine that boots it: shell, agent, modules, power."""

from __future__ import annotations

import re

import bench


class Boot(bench.Test):
    """A Debian kernel comes up with a shell for people and an agent for tests."""

    guest = bench.Linux()

    def test_shell(self) -> None:
        """A shell on the first serial line takes what is typed."""
        console = self.guest.console
        console.expect("# ")
        console.send_line("echo $((6 * 7))")
        console.expect(re.compile(r"^(# )?42\r?$", re.MULTILINE))

    def test_agent(self) -> None:
        """The agent keeps output and errors apart, and is safe for any byte."""
        result = self.guest.run("sh", "-c", r"printf '\0\377\n\r'; echo no >&2; exit 3")
        self.assertEqual((result.code, result.stdout, result.stderr), (3, b"\0\xff\n\r", b"no\n"))


class Module(bench.Test):
    """A kernel module is loaded, and has said so, before the first test line runs."""

    guest = bench.Linux(modules=("hello",), until="hello, kernel")

    @bench.claim("E-01")
    def test_says_hello_and_goodbye(self) -> None:
        """What it prints when it is loaded and when it is taken out shows on the console."""
        self.guest.console.expect("hello, kernel")
        self.assertEqual(self.guest.run("rmmod", "hello").code, 0)
        self.guest.console.expect("goodbye, kernel")


class Power(bench.Test):
    """A guest ends in the ways that its machine declares."""

    machines = ("q35", "virt")
    guest = bench.Linux()

    def test_power_off(self) -> None:
        """Powering off is told apart from a reset, whose exit status is the same."""
        self.guest.console.send_line("poweroff -f")
        self.assertIs(self.guest.wait_exit().ending, bench.Ending.POWER_OFF)

    def test_reset(self) -> None:
        """A reset ends the guest instead of booting it again."""
        self.guest.console.send_line("reboot -f")
        self.assertIs(self.guest.wait_exit().ending, bench.Ending.RESET)

    def test_panic(self) -> None:
        """A kernel's panic is a reset with its last words on the console."""
        self.guest.console.send_line("echo c > /proc/sysrq-trigger")
        self.guest.console.expect("Kernel panic - not syncing: sysrq triggered crash")
        self.assertIs(self.guest.wait_exit().ending, bench.Ending.RESET)
