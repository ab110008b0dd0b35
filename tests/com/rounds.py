"""A thousand times in and out: a module leaves nothing behind."""

from __future__ import annotations

import bench

ROUNDS = 250
SLACK = 400
"""KiB by which a kernel's own caches may have grown."""


class Rounds(bench.Test):
    """Load, run a program, take out: 250 times each of four modules."""

    machines = ("q35", "virt")
    guest = bench.Linux(
        unloaded=("binfmt_com", "binfmt_calm", "binfmt_mine", "hello"),
        programs=("com/exit42",),
    )
    budget = bench.Budget(cpu=300)

    def held(self) -> dict[str, int]:
        """What the kernel holds of its own, in KiB, once it has given back what it can."""
        self.guest.run("sh", "-c", "sync; echo 3 > /proc/sys/vm/drop_caches; sleep 0.2")
        lines = self.guest.run("cat", "/proc/meminfo").stdout.decode().splitlines()
        found = {line.split(":")[0]: int(line.split()[1]) for line in lines}
        return {name: found[name] for name in ("SUnreclaim", "VmallocUsed", "Percpu")}

    def go_round(self, times: int) -> None:
        """Take every module in and out so many times; a format's runs a program meanwhile."""
        script = (
            f"for i in $(seq {times}); do for m in binfmt_com binfmt_calm binfmt_mine hello; do "
            "insmod /modules/$m.ko || exit 1; "
            "[ $m = binfmt_com ] && { /payloads/com/exit42.com; [ $? = 42 ] || exit 2; }; "
            "[ $m = binfmt_calm ] && { /empty.♚ || exit 3; }; "
            "rmmod $m || exit 4; done; done"
        )
        self.assertEqual(self.guest.run("sh", "-c", script).code, 0)

    def test_level(self) -> None:
        """Slab and vmalloc are as they were, and the kernel has nothing to complain of."""
        self.guest.put("/empty.♚", b"")
        self.go_round(5)  # what is allocated once is no leak
        before = self.held()
        self.go_round(ROUNDS)
        after = self.held()
        grown = {name: after[name] - before[name] for name in before}
        (self.evidence / "grown.txt").write_text(f"{before}\n{after}\n{grown}\n")
        for name, size in grown.items():
            self.assertLess(size, SLACK, f"KiB of {name} that {4 * ROUNDS} rounds have left")
        said = self.guest.run("dmesg").stdout
        for word in (b"BUG", b"WARNING", b"Oops", b"Internal error"):
            self.assertNotIn(word, said)
