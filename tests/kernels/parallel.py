# SPDX-License-Identifier: MIT
"""The kernel `parallel`: Go on all processors of a machine at once."""

from __future__ import annotations

import json
import re
from typing import Any, ClassVar

import bench
from bench.structs.records.record import CheckOutcome

LINES = 25
"""That each processor writes."""


class Parallel(bench.Test):
    """What a kernel says; no cell of its own."""

    guest: Any
    machines: ClassVar[tuple[str, ...]] = (
        "q35-smp",
        "virt-smp",
        "q35-devices",
        "jetson-nano-like",
        "jetson-orin-like",
    )
    budget = bench.Budget(cpu=240)

    def values(self) -> dict[str, Any]:
        """The kernel's values by name, once it has ended well."""
        self.assertEqual(self.guest.wait_exit().code, 0)
        return {value.name: value.value for value in self.guest.console.records(bench.Value)}


class Checks(Parallel):
    """Locks, channels, atomics, memory, signals, timers and the collector, on all processors."""

    guest = bench.Go("parallel")

    def test_whole(self) -> None:
        """There are as many as the machine has, and what they share stays whole."""
        ended = self.guest.wait_exit()
        text = (self.guest.console.take_text() or b"").decode(errors="replace")
        checks = self.guest.console.records(bench.Check)
        failed = [
            f"{check.name}: {check.detail}"
            for check in checks
            if check.outcome is not CheckOutcome.PASS
        ]
        self.assertEqual(failed, [])
        self.assertGreaterEqual(len({check.name for check in checks}), 29)
        self.assertEqual(ended.code, 0)
        found = {value.name: value.value for value in self.guest.console.records(bench.Value)}
        self.assertEqual((found["cpus"], found["gomaxprocs"]), (self.machine.cpus,) * 2)
        self._lines(text)

    def _lines(self, text: str) -> None:
        """What processors wrote at once came line by line."""
        lines = re.findall(r"line (\d+) (\d+) ([a-z]{40})\r?\n", text)
        want = {
            (str(cpu), str(line), chr(ord("a") + cpu) * 40)
            for cpu in range(self.machine.cpus)
            for line in range(LINES)
        }
        self.assertEqual(len(lines), len(want))
        self.assertEqual(set(lines), want)


class Speed(Parallel):
    """The same work by one processor and by all."""

    machines = ("q35-smp", "virt-smp")
    guest = bench.Go("parallel", arguments=("do=speed",))

    def test_same_sum(self) -> None:
        """Both find the same; how long each took is evidence, and no verdict."""
        found = self.values()
        self.assertEqual(found["cpus"], self.machine.cpus)
        of = {"machine": self.machine.name, "architecture": self.machine.architecture}
        (self.evidence / "speed.json").write_text(json.dumps({**of, **found}))


class Order(Parallel):
    """Of two processors that each write and then look at the other, one sees something."""

    guest = bench.Go("parallel", arguments=("do=order",))

    def test_stores(self) -> None:
        """So it is on x86; QEMU lets loads of arm64 overtake stores: its issue 4872."""
        found = self.values()
        (self.evidence / "order.json").write_text(json.dumps(found))
        if self.machine.architecture == "x86_64":
            self.assertEqual(found["stores-overtaken"], 0)


class Exit(Parallel):
    """The machine ends wherever the end is asked for."""

    guest = bench.Go("parallel", arguments=("do=exit", "code=23"))

    def test_code(self) -> None:
        """On a processor that is not the first, while the others are busy."""
        self.assertEqual(self.guest.wait_exit().code, 23)


class Fault(Parallel):
    """All processors fault at once, and nothing handles it."""

    guest = bench.Go("parallel", arguments=("do=die",))

    def test_one_message(self) -> None:
        """The first to fault has the last words, whole, and the exit code is its signal's."""
        self.assertEqual(self.guest.wait_exit().code, 128 + 5)
        text = (self.guest.console.take_text() or b"").decode(errors="replace")
        said = re.findall(r"shim: .*", text)
        self.assertEqual(len(said), 1, text)
        self.assertRegex(said[0], r"^shim: signal 5 without a handler, address 0x[0-9a-f]+, pro")
