# SPDX-License-Identifier: MIT
"""What a test may count on, whether its guest booted or is a clone."""

from __future__ import annotations

import json
import time

import bench

EVERY_BYTE = bytes(range(256))


class Truth(bench.Test):
    """A guest that goes on from a frozen one is a guest of its own."""

    guest = bench.Linux()

    def test_clock(self) -> None:
        """The guest's clock is the host's, however old its template is."""
        asked = time.time()
        told = int(self.guest.run("date", "+%s").stdout)
        self.assertLessEqual(int(asked) - 1, told)
        self.assertLessEqual(told, time.time() + 1)

    def test_hostname(self) -> None:
        """The guest has a name of its own."""
        self.assertRegex(self.guest.run("hostname").stdout, rb"^[a-z0-9-]+-[0-9a-f]{8}\n$")

    def test_cpus(self) -> None:
        """Every CPU runs what it is given."""
        for cpu in range(self.machine.cpus):
            result = self.guest.run("taskset", "-c", str(cpu), "cat", "/proc/self/stat")
            self.assertEqual(int(result.stdout.split()[38]), cpu)

    def test_way(self) -> None:
        """The evidence says how the guest was started."""
        started = json.loads((self.evidence / "start.json").read_text())
        self.assertIn(started["way"], {"cold", "clone", "pool"})
        self.assertEqual(started["way"] == "cold", started["template"] is None)


class Agent(bench.Test):
    """What goes in and out of a guest is what was meant to."""

    machines = ("q35", "virt")
    guest = bench.Linux()

    def test_files_pass_unchanged(self) -> None:
        """Every byte, in more than the window holds."""
        content = EVERY_BYTE * 20_000
        self.guest.put("/tmp/a/file", content)
        self.assertEqual(self.guest.run("cat", "/tmp/a/file").stdout, content)

    def test_a_console_full_of_garbage(self) -> None:
        """The agent does not mind what the console is for."""
        flood = "cat /bin/busybox /bin/busybox > /dev/console 2>/dev/null & sleep 0.1"
        self.guest.run("sh", "-c", flood)
        self.assertEqual(self.guest.run("sh", "-c", "exit 42").code, 42)

    def test_a_limit(self) -> None:
        """A program that does not end is ended, with what it wrote until then."""
        result = self.guest.run("sh", "-c", "echo here; sleep 1000", limit=2)
        self.assertEqual((result.timed_out, result.code, result.stdout), (True, None, b"here\n"))

    def test_environment_and_signals(self) -> None:
        """A program's world is what it was given, and its end is told as it was."""
        result = self.guest.run("sh", "-c", "echo $A; kill -SEGV $$", environment={"A": "b c"})
        self.assertEqual((result.signal, result.stdout), (11, b"b c\n"))


class Milestones(bench.Test):
    """What was done before the test, in the guest that its template is of."""

    machines = ("q35", "virt")
    guest = bench.Linux(
        modules=("hello",),
        files=("com/Makefile",),
        setup=("mkdir /tmp/made", "sleep 1000 < /payloads/com/Makefile &"),
        until="bench: ready",
    )

    def test_all_are_behind_it(self) -> None:
        """Module loaded, file present, commands run, and a process that holds a file open."""
        self.assertIn(b"hello", self.guest.run("lsmod").stdout)
        self.assertEqual(self.guest.run("test", "-d", "/tmp/made").code, 0)
        held = self.guest.run("sh", "-c", "readlink /proc/$(pidof sleep)/fd/0").stdout
        self.assertEqual(held, b"/payloads/com/Makefile\n")


class Starts(bench.Test):
    """A test may ask how its guest starts."""

    machines = "virt"
    guest = bench.Linux(start="pristine")

    def test_pristine(self) -> None:
        """A clone as it was frozen, or a boot where every guest is to boot."""
        started = json.loads((self.evidence / "start.json").read_text())
        self.assertIn(started["way"], {"clone", "cold"})


class Cold(bench.Test):
    """A test may ask for a boot."""

    machines = "virt"
    guest = bench.Linux(start="cold")

    def test_cold(self) -> None:
        """It booted, and the evidence says why."""
        started = json.loads((self.evidence / "start.json").read_text())
        self.assertEqual(started["way"], "cold")
        self.assertEqual(started["because"], "the test asks for it")
