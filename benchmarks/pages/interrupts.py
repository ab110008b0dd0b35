# SPDX-License-Identifier: MIT
"""Interrupts, counted and timed, of what the cells of tests/kernels/measured/latency.py left."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from benchmarks.evidence import Record, left
from benchmarks.markdown import table

ARTICLE = {
    "timer, channel": "P99 12 µs",
    "timer, polled every ms": "P99 83 µs; its interval is not said",
    "flood, channel of 256": "2.1 M/s; its size is not said",
    "flood, polled every ms": "142 k/s; its interval is not said",
}
"""The claim of a row."""
ROWS = (
    "timer, channel",
    "timer, polled every ms",
    "timer, polled always",
    "flood, channel",
    "flood, channel of 256",
    "flood, polled every ms",
    "flood, polled always",
)


class Interrupts(Record):
    """The counts of the kernel `interrupts` in one run; times in ns, percentiles of all events."""

    row: str
    machine: str
    architecture: str
    received: int
    dropped: int
    took: int
    p50: int
    p99: int
    p99_99: int = Field(alias="p99.99")


def lines(folder: Path) -> list[str]:
    """A row a way, a column a machine."""
    columns: dict[str, dict[str, str]] = {}
    for each in left(folder, "interrupts.json", Interrupts):
        of = each.record
        head = f"{of.machine} ({of.architecture}), {each.accelerator}"
        columns.setdefault(head, {})[of.row] = _cell(of)
    heads = sorted(columns, key=lambda head: ("aarch64" in head, "i386" in head))
    rows = [
        [row, ARTICLE.get(row, ""), *(columns[head].get(row, "") for head in heads)] for row in ROWS
    ]
    return table(["", "the article", *heads], rows)


def _cell(found: Interrupts) -> str:
    if found.row.startswith("flood"):
        return f"{found.received * 1_000_000 / found.took:,.0f} k/s"
    times = " / ".join(f"{each / 1000:,.0f}" for each in (found.p50, found.p99, found.p99_99))
    return times + (f" ({found.dropped:,} dropped)" if found.dropped else "")
