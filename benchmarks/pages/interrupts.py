# SPDX-License-Identifier: MIT
"""Makes docs/interrupts.md of what the cells of tests/kernels/latency.py left behind.

avocado run --max-parallel-tasks=1 tests/kernels/latency.py && python -m benchmarks.pages.interrupts
"""

from __future__ import annotations

from typing import Any

from benchmarks.pages.evidence import accelerator, records, table, write

HEAD = """# Interrupts, counted and timed

From the handler of an interrupt through a ring to a goroutine, in a bare-metal Go kernel
([how](kernels.md#interrupts)). Written by `python -m benchmarks.pages.interrupts` from a run of
`avocado run --max-parallel-tasks=1 tests/kernels/latency.py`. The article's numbers are of a
laboratory with real processors; ours are of the accelerator that a column names, TCG being an
emulator that translates code, and of a shared host whose other work is in every P99. Compare
rows of one column, and no column with the article's.
"""
ARTICLE = {
    "timer, channel": "P99 12 µs",
    "timer, polled every ms": "P99 83 µs; its interval is not said",
    "flood, channel of 256": "2.1 M/s; its size is not said",
    "flood, polled every ms": "142 k/s; its interval is not said",
}
"""What is claimed for a row."""
ROWS = (
    "timer, channel",
    "timer, polled every ms",
    "timer, polled always",
    "flood, channel",
    "flood, channel of 256",
    "flood, polled every ms",
    "flood, polled always",
)
TAIL = """
The timer interrupts every 117 µs, 10,000 times; the latencies are P50 / P99 / P99.99 from the
handler's first look at the counter to the goroutine's, in µs. A guest that waits for an
interrupt gives its processor back to the host, one that looks all the time does not. In a
flood the processor interrupts itself, an event each, whenever the ring of 1024 has room,
50,000 times. A look every ms cannot bring more than the ring holds a ms. No event was lost,
doubled or reordered in any run, or the row would be missing; what found a full ring is counted
as dropped.
"""


def shown(found: dict[str, Any]) -> str:
    """One cell of the table."""
    if found["row"].startswith("flood"):
        return f"{found['received'] * 1_000_000 / found['took']:,.0f} k/s"
    times = " / ".join(f"{found[name] / 1000:,.0f}" for name in ("p50", "p99", "p99.99"))
    return times + (f" ({found['dropped']:,} dropped)" if found["dropped"] else "")


def main() -> None:
    """Gather the newest evidence of each machine, and write the page."""
    columns: dict[str, dict[str, str]] = {}
    for folder, found in records("interrupts.json"):
        head = f"{found['machine']} ({found['architecture']}), {accelerator(folder)}"
        columns.setdefault(head, {})[found["row"]] = shown(found)
    heads = sorted(columns, key=lambda head: ("aarch64" in head, "i386" in head))
    rows = {
        row: [ARTICLE.get(row, ""), *(columns[head].get(row, "") for head in heads)] for row in ROWS
    }
    write("interrupts.md", [HEAD, *table(["the article", *heads], rows), TAIL.rstrip()])


if __name__ == "__main__":
    main()
