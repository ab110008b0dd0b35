"""What Go on bare metal costs: bytes of image and memory; docs/costs.py makes a page of it."""

from __future__ import annotations

import json

from elftools.elf.elffile import ELFFile

import bench

MIB = 1 << 20


class Costs(bench.Test):
    """A greeting, and the whole runtime under it."""

    machines = ("pc-i386", "pc", "q35", "microvm", "virt", "virt-a76")
    guest = bench.Go("hello", arguments=("hold=1",))

    @bench.claim("T-16")
    def test_costs(self) -> None:
        """The file, what of it is loaded, and the pages handed out before the greeting."""
        record = self.guest.console.expect_record(bench.Value, "memory-handed-out")
        image = self.guest.plan.boot.kernel
        assert image, "a kernel has a file"
        with image.open("rb") as file:
            segments = ELFFile(file).iter_segments("PT_LOAD")
            loaded = sum(segment["p_memsz"] for segment in segments)
        costs = {"file": image.stat().st_size, "loaded": loaded, "handed out": record.value}
        of = {"machine": self.machine.name, "architecture": self.machine.architecture}
        (self.evidence / "costs.json").write_text(json.dumps({**of, **costs}))
        for name, spent in costs.items():
            self.assertIn(spent, range(MIB // 4, 8 * MIB), name)
