"""The kernel `selftest`: what of the language works on bare metal, checked by itself."""

from __future__ import annotations

import bench
from bench.structs.record import Outcome


class Selftest(bench.Test):
    """Go's runtime at work: collector, goroutines, channels, maps, timers, panics."""

    guest = bench.Go("selftest")
    budget = bench.Budget(cpu=60)

    @bench.claim("T-27", "T-28", "T-29")
    def test_language(self) -> None:
        """Every check of the kernel passes, and its exit code counts none that failed."""
        ended = self.guest.wait_exit()
        checks = self.guest.console.records(bench.Check)
        failed = [
            f"{check.name}: {check.detail}" for check in checks if check.outcome is not Outcome.PASS
        ]
        self.assertEqual(failed, [])
        self.assertGreaterEqual(len(checks), 20)
        self.assertEqual(ended.code, 0)
