# SPDX-License-Identifier: MIT
"""How long an event takes to a goroutine, and how many come; docs/interrupts.md is the page."""

from __future__ import annotations

import json
from typing import Any

import bench


class Measured(bench.Test):
    """One row of the page for one machine: nothing is asserted about time."""

    guest: Any
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


class Channel(Measured):
    """Each event of a timer wakes a goroutine that sends it on a channel."""

    guest = bench.Go("interrupts", arguments=("period=117", "count=10000", "way=channel"))

    @bench.claim("A-41")
    def test_latency(self) -> None:
        """From the handler to behind the channel."""
        self.note("timer, channel")


class Ticker(Measured):
    """A goroutine looks every millisecond."""

    guest = bench.Go(
        "interrupts", arguments=("period=117", "count=10000", "way=poll", "interval=1000")
    )

    @bench.claim("A-41")
    def test_latency(self) -> None:
        """From the handler to the goroutine."""
        self.note("timer, polled every ms")


class Busy(Measured):
    """A goroutine looks again and again, and nothing else runs."""

    guest = bench.Go(
        "interrupts", arguments=("period=117", "count=10000", "way=poll", "interval=0")
    )

    @bench.claim("A-41")
    def test_latency(self) -> None:
        """From the handler to the goroutine."""
        self.note("timer, polled always")


class FloodChannel(Measured):
    """As many interrupts as a channel takes."""

    guest = bench.Go("interrupts", arguments=("source=self", "count=50000", "way=channel"))

    @bench.claim("A-42")
    def test_rate(self) -> None:
        """Events a second."""
        self.note("flood, channel")


class FloodBuffered(Measured):
    """As many interrupts as a channel takes that has room for some."""

    guest = bench.Go("interrupts", arguments=("source=self", "count=50000", "buffer=256"))

    @bench.claim("A-42")
    def test_rate(self) -> None:
        """Events a second."""
        self.note("flood, channel of 256")


class FloodTicker(Measured):
    """As many interrupts as a goroutine takes that looks every millisecond."""

    guest = bench.Go(
        "interrupts", arguments=("source=self", "count=50000", "way=poll", "interval=1000")
    )

    @bench.claim("A-42")
    def test_rate(self) -> None:
        """Events a second."""
        self.note("flood, polled every ms")


class FloodBusy(Measured):
    """As many interrupts as a goroutine takes that does nothing but look."""

    guest = bench.Go(
        "interrupts", arguments=("source=self", "count=50000", "way=poll", "interval=0")
    )

    @bench.claim("A-42")
    def test_rate(self) -> None:
        """Events a second."""
        self.note("flood, polled always")
