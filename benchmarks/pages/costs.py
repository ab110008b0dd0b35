# SPDX-License-Identifier: MIT
"""Makes docs/costs.md of what the cells of tests/kernels/costs.py left behind.

for run in $(seq 9); do avocado run --max-parallel-tasks=1 tests/kernels/costs.py; done
python -m benchmarks.pages.costs
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.pages.evidence import accelerator, records, table, write

RUNS = 9
"""How many of the newest runs of a machine a median is taken of."""
MIB = 1 << 20
HEAD = f"""# What Go on bare metal costs

The kernel `hello` greets; under it is the whole runtime, garbage collector and goroutines
included. The talk of 2017 had an image of 1.0 MB for 32-bit x86, without a heap;
[`rt0/hello`](talk.md) is that with today's Go. Medians of {RUNS}
boots; written by `python -m benchmarks.pages.costs` from as many runs of
`avocado run --max-parallel-tasks=1 tests/kernels/costs.py`.
"""
TAIL = """
The file has its symbol table in it, by which the bench finds a variable in guest memory. Time is
from the start of QEMU, firmware included, to the first byte that Go wrote; memory is what is
loaded of the file, and the pages that the shim had handed out by then."""


def greeted(folder: Path) -> float:
    """Milliseconds from QEMU's start to the first byte on the serial line."""
    first = (folder / "serial0.times").read_text().split()[0]
    return float(first) * 1000


def main() -> None:
    """Gather the newest runs of each machine, and write the page."""
    runs: dict[str, list[tuple[Path, dict[str, Any]]]] = defaultdict(list)
    for folder, found in records("costs.json"):
        of = f"{found['kernel']}, {found['architecture']}, {found['machine']}, "
        runs[of + accelerator(folder)].append((folder, found))
    rows = {"the talk, i386": ["1.0 MB", "", "", ""]}
    for name, all_runs in sorted(runs.items()):
        newest = all_runs[-RUNS:]
        found = newest[-1][1]
        rows[name] = [
            f"{found['file'] / 1e6:.2f} MB",
            f"{found['loaded'] / MIB:.2f} MiB",
            f"{found['handed out'] / MIB:.2f} MiB" if found["handed out"] else "",
            f"{median(greeted(folder) for folder, _ in newest):.0f} ms",
        ]
    heads = ["image", "loaded", "handed out", "to the first Go line"]
    write("costs.md", [HEAD, *table(heads, rows), TAIL])


if __name__ == "__main__":
    main()
