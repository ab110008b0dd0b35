# SPDX-License-Identifier: MIT
"""An exercise: a module with a file /proc/answer that says 42, and keeps what is written."""

from __future__ import annotations

import bench

BAD_NEWS = (b"BUG", b"Oops", b"WARNING", b"Internal error", b"general protection")
MANY = 500


class Answer(bench.Test):
    """The module is loaded by each test anew, in a guest of its own."""

    guest = bench.Linux(unloaded=("submission",))
    budget = bench.Budget(cpu=8, idle=5)

    def setUp(self) -> None:
        loaded = self.guest.run("insmod", "/modules/submission.ko")
        self.assertEqual(loaded.code, 0, loaded.stderr.decode())

    def shell(self, command: str) -> bench.Completed:
        """Run a command of the shell; the kernel must have nothing to complain of."""
        done = self.guest.run("sh", "-c", command)
        said = self.guest.run("dmesg").stdout
        for line in said.splitlines():
            if any(word in line for word in BAD_NEWS):
                self.fail(f"the kernel complains: {line.decode(errors='replace')}")
        return done

    def slabs(self) -> int:
        """How many objects of 4 KiB the kernel has handed out."""
        line = self.guest.run("grep", "^kmalloc-4k ", "/proc/slabinfo").stdout
        return int(line.split()[1])

    @bench.points(1)
    def test_loads(self) -> None:
        """It can be loaded."""
        self.assertIn(b"submission", self.guest.run("lsmod").stdout)

    @bench.points(2)
    def test_answers(self) -> None:
        """/proc/answer says 42."""
        self.assertEqual(self.shell("cat /proc/answer").stdout.decode(), "42\n")

    @bench.points(3)
    def test_keeps(self) -> None:
        """It keeps what is written, and says that from then on."""
        done = self.shell("echo hello > /proc/answer; cat /proc/answer")
        self.assertEqual(done.stdout.decode(), "hello\n")

    @bench.points(2)
    def test_leaks_nothing(self) -> None:
        """What it kept before is given back."""
        before = self.slabs()
        write = f"for i in $(seq {MANY}); do echo $i > /proc/answer; done"
        self.assertEqual(self.shell(write).code, 0)
        self.assertLess(self.slabs() - before, MANY // 4, f"buffers left by {MANY} writes")

    @bench.points(2)
    def test_goes(self) -> None:
        """It can be taken out, and nothing is left of it."""
        done = self.shell("echo hello > /proc/answer; rmmod submission && ls /proc/answer")
        self.assertIn("/proc/answer: No such file", done.stderr.decode())
