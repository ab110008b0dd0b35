# SPDX-License-Identifier: MIT
"""Ten thousand random files under every format, in one guest."""

from __future__ import annotations

import bench

FILES = 10_000
VARIANTS = ("zero", "pop", "result", "name", "listing", "stack", "register", "preset")
"""Of binfmt_calm; each gets its share of the files."""
ALLOWED_ERRORS = {2, 8, 22}  # ENOENT, of an interpreter that a random "#!" names; ENOEXEC; EINVAL
SUFFIXES = (".com", ".♚", ".mine", "")
BAD_NEWS = (b"RIP: 0010:", b"Call Trace:", b"WARNING:", b"kernel BUG", b"Internal error")
"""What the kernel says of trouble in its own code. QEMU 7.2 takes the stack of a far return in
user mode for the supervisor's, so that Linux reports a BUG with a RIP of the program's, in
segment 0033: no hardware does that, and the program is killed as it should be."""


class RandomFiles(bench.Test):
    """Whatever a file holds and is called, the kernel lives on."""

    machines = ("pc", "virt-linux-6-12")  # either architecture, either kernel
    guest = bench.Linux(
        modules=("binfmt_com", "binfmt_mine"),
        unloaded=("binfmt_calm",),
        append="noxsave",  # no AVX: QEMU 7.2 aborts on some of its undefined instructions
        programs=("exec/random-files",),
    )
    budget = bench.Budget(cpu=600)

    def test_every_outcome_is_one(self) -> None:
        """An exit code, a signal or an errno for each; and no word of the kernel's."""
        for seed, variant in enumerate(VARIANTS, 1):
            self.run_files(str(2 * seed), variant, FILES // len(VARIANTS))
        said = self.guest.run("dmesg").stdout
        self.assertEqual([word for word in BAD_NEWS if word in said], [])

    def run_files(self, seed: str, variant: str, count: int) -> None:
        """Run so many files under one variant of binfmt_calm, and the other formats."""
        loaded = self.guest.run("insmod", "/modules/binfmt_calm.ko", f"variant={variant}")
        self.assertEqual(loaded.code, 0)
        done = self.guest.run("exec/random-files", seed, str(count), *SUFFIXES)
        (self.evidence / f"outcomes-{variant}.txt").write_bytes(done.stdout)
        self.assertEqual((done.code, done.stderr), (0, b""))
        outcomes = [line.split() for line in done.stdout.decode().splitlines()]
        self.assertEqual(sum(int(times) for _, _, times in outcomes), count)
        errors = {int(number) for kind, number, _ in outcomes if kind == "errno"}
        self.assertLessEqual(errors, ALLOWED_ERRORS)
        self.assertEqual(self.guest.run("rmmod", "binfmt_calm").code, 0)
