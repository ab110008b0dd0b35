# SPDX-License-Identifier: MIT
"""A thousand times in and out: a module leaves nothing behind."""

from __future__ import annotations

from struct import pack

import bench
from tests.com import exit42

ROUNDS = 200
SLACK = 400
"""KiB by which a kernel's own caches may have grown."""
REPORTS = (b"BUG", b"WARNING", b"INFO: ", b"UBSAN", b"Oops", b"Internal error")
"""What every report of the kernel's on itself begins with."""


class Rounds(bench.Test):
    """Load, run a program or have a packet pass, take out: 200 times each of five modules."""

    machines = ("pc", "virt-a76")  # not in the matrix of every change: it takes a minute
    guest = bench.Linux(
        unloaded=("binfmt_com", "binfmt_calm", "binfmt_mine", "hello", "udp_gate"),
        programs=("com/exit42",),
    )
    budget = bench.Budget(cpu=300, idle=120)

    def held(self) -> dict[str, int]:
        """What the kernel holds of its own, in KiB, once it has given back what it can."""
        self.shell(
            "sync; echo 3 > /proc/sys/vm/drop_caches; sleep 0.2; "
            # KASAN keeps what was freed until it is asked to let go.
            "for cache in /sys/kernel/slab/*; do echo 1 > $cache/shrink; done"
        )
        lines = self.shell("cat /proc/meminfo").splitlines()
        found = {line.split(":")[0]: int(line.split()[1]) for line in lines}
        return {name: found[name] for name in ("SUnreclaim", "VmallocUsed", "Percpu")}

    def shell(self, script: str) -> str:
        """Run shell commands, and what they said."""
        done = self.guest.run("sh", "-c", script)
        self.assertEqual(done.code, 0, done.stderr)
        return done.stdout.decode()

    def go_round(self, times: int) -> None:
        """Take every module in and out so many times, and use each meanwhile."""
        modules = "binfmt_com binfmt_calm binfmt_mine hello udp_gate"
        self.shell(
            f"for i in $(seq {times}); do for m in {modules}; do "
            "insmod /modules/$m.ko || exit 1; "
            "case $m in "
            "binfmt_com) /payloads/com/exit42.com; [ $? = 42 ] || exit 2;; "
            "binfmt_calm) /empty.♚ || exit 3;; "
            "binfmt_mine) /mine; [ $? = 42 ] || exit 4;; "
            "udp_gate) ping -c 1 127.0.0.1 > /dev/null || exit 5;; "
            "esac; "
            "rmmod $m || exit 6; done; done"
        )

    def test_level(self) -> None:
        """Slab and vmalloc are as they were, and the kernel has nothing to complain of."""
        self.guest.put("/empty.♚", b"")
        self.guest.put("/mine", b"MINE" + pack("<I", 8) + exit42.CODE[self.machine.architecture])
        self.go_round(5)  # what is allocated once is not a leak
        before = self.held()
        self.go_round(ROUNDS)
        after = self.held()
        grown = {name: after[name] - before[name] for name in before}
        (self.evidence / "grown.txt").write_text(f"{before}\n{after}\n{grown}\n")
        for name, size in grown.items():
            self.assertLess(size, SLACK, f"KiB of {name} that {5 * ROUNDS} rounds have left")
        said = self.guest.run("dmesg").stdout
        for word in REPORTS:
            self.assertNotIn(word, said)


class CheckedRounds(Rounds):
    """The same in a kernel that checks itself: KASAN, lockdep and all that `docs/images.md` has.

    Whatever it finds ends the guest there and then, but for leaks, which are asked for, and the
    order of locks, which is in its log.
    """

    machines = ("q35-checked", "virt-checked")
    guest = bench.Linux(
        unloaded=("binfmt_com", "binfmt_calm", "binfmt_mine", "hello", "udp_gate", "faulty"),
        programs=("com/exit42",),
        setup=("mount -t debugfs debugfs /sys/kernel/debug",),
    )
    budget = bench.Budget(cpu=3000, idle=600)

    def test_level(self) -> None:
        """Slab and vmalloc are as they were; KASAN, kmemleak and lockdep found nothing."""
        super().test_level()
        self.assertIn(" debug_locks: 1", " ".join(self.shell("cat /proc/lockdep_stats").split()))
        leaks = self.leaks()
        (self.evidence / "kmemleak.txt").write_text("\n\n".join(leaks))
        self.assertEqual([leak for leak in leaks if "faulty" not in leak], [])

    def leaks(self) -> list[str]:
        """What nobody points to any more, once a leak is reported that is younger than all else.

        Only memory that is some seconds old is reported. A module that leaks tells when that
        time has come, and that leaks are found at all.
        """
        self.shell("insmod /modules/faulty.ko fault=leak")
        said = self.shell(
            "cd /sys/kernel/debug; "
            "until grep -q faulty kmemleak; do echo scan > kmemleak; done; cat kmemleak"
        )
        return [f"unreferenced object{leak}" for leak in said.split("unreferenced object")[1:]]
