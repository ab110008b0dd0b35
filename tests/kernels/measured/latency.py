# SPDX-License-Identifier: MIT
"""How long an event takes to a goroutine, and how many come; docs/interrupts.md is the page."""

from __future__ import annotations

import json
from collections.abc import Mapping

import bench


class Measured(bench.Test):
    """One row of the page for one machine: nothing is asserted about time."""

    guest: bench.Go
    machines = ("q35", "pc-i386", "virt")
    budget = bench.Budget(cpu=60)

    def note(self, row: str) -> None:
        """Leave what the kernel measured as evidence, if it is a measurement of anything."""
        self.assertEqual(self.guest.wait_exit().code, 0)
        values = self.guest.console.records(bench.Value)
        found = {value.name: value.value for value in values if value.name != "values"}
        wrong = {name: found[name] for name in ("lost", "doubled", "reordered")}
        self.assertEqual(wrong, {"lost": 0, "doubled": 0, "reordered": 0})
        of = {"machine": self.machine.name, "architecture": self.machine.architecture}
        (self.evidence / "interrupts.json").write_text(json.dumps({"row": row, **of, **found}))
        self.keep(row, {name: int(value) for name, value in found.items()})

    def keep(self, row: str, found: Mapping[str, int]) -> None:
        """Leave the figures that the row of the ledger is about."""
        raise NotImplementedError


@bench.each(
    # Each event wakes a goroutine that sends it on a channel.
    bench.row(
        bench.Go("interrupts", arguments=("period=117", "count=10000", "way=channel")),
        "timer, channel",
        name="channel",
    ),
    # A goroutine looks every millisecond.
    bench.row(
        bench.Go(
            "interrupts", arguments=("period=117", "count=10000", "way=poll", "interval=1000")
        ),
        "timer, polled every ms",
        name="ticker",
    ),
    # A goroutine looks again and again, and nothing else runs.
    bench.row(
        bench.Go("interrupts", arguments=("period=117", "count=10000", "way=poll", "interval=0")),
        "timer, polled always",
        name="busy",
    ),
)
class Timer(Measured):
    """Events of a timer."""

    @bench.claim("A-41")
    def test_latency(self, row: str) -> None:
        """From the handler to the goroutine, or to behind the channel."""
        self.note(row)

    def keep(self, row: str, found: Mapping[str, int]) -> None:
        """The latencies."""
        names = {"P50": "p50", "P99": "p99", "P99.99": "p99.99"}
        values = {name: found[value] / 1000 for name, value in names.items()}
        self.measured(row, values, "µs", n=found["received"])


@bench.each(
    bench.row(
        bench.Go("interrupts", arguments=("source=self", "count=50000", "way=channel")),
        "flood, channel",
        name="channel",
    ),
    # A channel that has room for some.
    bench.row(
        bench.Go("interrupts", arguments=("source=self", "count=50000", "buffer=256")),
        "flood, channel of 256",
        name="buffered",
    ),
    # A goroutine that looks every millisecond.
    bench.row(
        bench.Go(
            "interrupts", arguments=("source=self", "count=50000", "way=poll", "interval=1000")
        ),
        "flood, polled every ms",
        name="ticker",
    ),
    # A goroutine that does nothing but look.
    bench.row(
        bench.Go("interrupts", arguments=("source=self", "count=50000", "way=poll", "interval=0")),
        "flood, polled always",
        name="busy",
    ),
)
class Flood(Measured):
    """As many interrupts as the goroutine takes."""

    @bench.claim("A-42")
    def test_rate(self, row: str) -> None:
        """Events a second."""
        self.note(row)

    def keep(self, row: str, found: Mapping[str, int]) -> None:
        """The rate."""
        rate = found["received"] / found["took"] * 1e9
        self.measured(row, {"rate": rate}, "events/s", n=found["received"])
