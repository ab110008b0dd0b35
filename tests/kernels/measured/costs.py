# SPDX-License-Identifier: MIT
"""What Go on bare metal costs: bytes of image and memory; docs/costs.md is the page of it."""

from __future__ import annotations

import json
from typing import Any

from elftools.elf.elffile import ELFFile

import bench

MIB = 1 << 20


class Measured(bench.Test):
    """A greeting, and what is under it."""

    guest: Any

    def note(self, kernel: str, handed_out: int) -> None:
        """Leave the file's size, what of it is loaded, and the memory handed out as evidence."""
        image = self.guest.plan.boot.kernel
        with image.open("rb") as file:
            segments = ELFFile(file).iter_segments("PT_LOAD")
            loaded = sum(segment["p_memsz"] for segment in segments)
        costs = {"file": image.stat().st_size, "loaded": loaded, "handed out": handed_out}
        of = {"machine": self.machine.name, "architecture": self.machine.architecture}
        (self.evidence / "costs.json").write_text(json.dumps({"kernel": kernel, **of, **costs}))
        self.assertIn(image.stat().st_size, range(MIB // 2, 4 * MIB))
        self.assertIn(loaded, range(MIB // 2, 4 * MIB))
        self.assertIn(handed_out, range(16 * MIB))


class Costs(Measured):
    """All of Go's runtime."""

    machines = ("pc-i386", "pc", "q35", "microvm", "virt", "virt-a76")
    guest = bench.Go("hello", arguments=("hold=1",))

    @bench.claim("T-16")
    def test_costs(self) -> None:
        """With what the shim had handed out before the greeting."""
        record = self.guest.console.expect_record(bench.Value, "memory-handed-out")
        self.note("hello", int(record.value))


class WithoutRuntime(Measured):
    """A kernel that calls `main.main` and initialises nothing of the runtime."""

    machines = ("pc-i386",)
    guest = bench.Multiboot("hello", by="kernel")

    @bench.claim("T-16")
    def test_costs(self) -> None:
        """It says that it has come to its end."""
        self.guest.console.expect("\n")
        self.note("rt0/hello", 0)
