"""Ten thousand random files under every format, in one guest."""

from __future__ import annotations

import bench

FILES = 10_000
ALLOWED_ERRORS = {8, 22}  # ENOEXEC, EINVAL
SUFFIXES = (".com", ".♚", ".mine", "")
BAD_NEWS = (b"RIP: 0010:", b"Call Trace:", b"WARNING:", b"kernel BUG", b"Internal error")
"""What the kernel says of trouble in its own code. QEMU 7.2 takes the stack of a far return in
user mode for the supervisor's, so that Linux reports a BUG with a RIP of the program's, in
segment 0033: no hardware does that, and the program is killed as it should be."""


class RandomFiles(bench.Test):
    """Whatever a file holds and is called, the kernel lives on."""

    machines = ("q35", "virt")
    guest = bench.Linux(
        modules=("binfmt_com", "binfmt_calm variant=name", "binfmt_mine"),
        programs=("fuzz/files",),
    )
    budget = bench.Budget(cpu=600)

    def test_every_outcome_is_one(self) -> None:
        """An exit code, a signal or an errno for each; and no word of the kernel's."""
        done = self.guest.run("fuzz/files", "1", str(FILES), *SUFFIXES)
        self.assertEqual((done.code, done.stderr), (0, b""))
        outcomes = [line.split() for line in done.stdout.decode().splitlines()]
        self.assertEqual(sum(int(times) for _, _, times in outcomes), FILES)
        errors = {int(number) for kind, number, _ in outcomes if kind == "errno"}
        self.assertLessEqual(errors, ALLOWED_ERRORS)
        said = self.guest.run("dmesg").stdout
        self.assertEqual([word for word in BAD_NEWS if word in said], [])
        (self.evidence / "outcomes.txt").write_bytes(done.stdout)
