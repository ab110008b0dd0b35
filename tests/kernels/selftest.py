# SPDX-License-Identifier: MIT
"""The kernel `selftest`: what of the language works on bare metal, checked by itself."""

from __future__ import annotations

import json

import bench
from bench.structs.records.record import CheckOutcome

NEEDED = {
    "T-27": {"append", "slicing", "maps", "pool", "gc-big-heap", "gc-near-the-limit"},
    "T-28": {
        *("maps", "map-keys", "map-iteration", "interfaces", "type-switch"),
        *("defer", "defer-arguments", "defer-result", "init-order"),
    },
    "T-29": {
        *("goroutines", "channels", "select", "mutex", "preemption"),
        *("gc", "gc-under-load", "finalizers"),
    },
    "A-77": {"atomic-misaligned"},
}
"""The checks that rows of the ledgers are about."""


class Selftest(bench.Test):
    """Go's runtime at work: collector, goroutines, channels, maps, timers, panics."""

    guest = bench.Go("selftest")
    budget = bench.Budget(cpu=60)

    @bench.claim("T-27", "T-28", "T-29", "T-33", "A-77")
    def test_language(self) -> None:
        """Every check of the kernel passes, and its exit code counts none that failed."""
        ended = self.guest.wait_exit()
        checks = self.guest.console.records(bench.Check)
        failed = [
            f"{check.name}: {check.detail}"
            for check in checks
            if check.outcome is not CheckOutcome.PASS
        ]
        self.assertEqual(failed, [])
        for row, wanted in NEEDED.items():
            self.assertLessEqual(wanted, {check.name for check in checks}, row)
        self.assertGreaterEqual(len({check.name for check in checks}), 60)
        self.assertEqual(ended.code, 0)
        self._collected()

    def _collected(self) -> None:
        """The collector ran, and its pauses are numbers of the guest's clock."""
        values = {value.name: value.value for value in self.guest.console.records(bench.Value)}
        (self.evidence / "collector.json").write_text(json.dumps(values))
        names = ("gc-count", "gc-pause-median", "gc-pause-longest")
        count, median, longest = (int(values[name]) for name in names)
        self.assertGreaterEqual(count, 10)
        self.assertTrue(0 < median <= longest, values)
        pauses = {"P50": median / 1e6, "longest": longest / 1e6}
        self.measured("pauses of the collector", pauses, "ms", n=count)
