"""Makes docs/unikernel.md of what the cells of tests/kernels/unikernel.py left behind.

avocado run --max-parallel-tasks=1 tests/kernels/unikernel.py && python docs/unikernel.py
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).parents[1]
HEAD = """# A program with nothing beneath

`kernels/server` is an HTTP key-value store in plain Go: `net/http` and a map. It runs on bare
metal, where the network card and TCP/IP are Go too ([how](kernels.md#network)), and the same
source, built with the tag `hosted`, in a Linux guest that does nothing else. Written by
`python docs/unikernel.py` from what runs of
`avocado run --max-parallel-tasks=1 tests/kernels/unikernel.py` left behind; medians, and in
brackets how many times as much that is as on bare metal. One emulated CPU, 256 MiB. Both are
emulated by the accelerator that a column names, on a shared host: compare rows of one column.
"""
TAIL = """
- **First answer**: from QEMU's start until a client on the host has been answered, in seconds
  on the wall and of QEMU's CPU time. Linux is Debian's cloud kernel with our initramfs, booted
  cold; firmware, modules, the card and the program's way into the guest are in it.
- **Requests**: GETs of 100 bytes, one after the other on one connection, from a client of a few
  lines of Python on the same two processors. QEMU's CPU time for each leaves the client out.
- **Memory**: what of the guest's RAM was ever touched, seen from the host: caches and what was
  freed again are in it.
- **Loops** are `kernels/loops`, in QEMU's CPU time for each turn. *Arithmetic* needs no kernel.
  *Memory* reads 8 MiB at random. *System call* is getpid, *goroutines* hand a number to and fro.
- **Unprotected** is Linux with `mitigations=off nokaslr kpti=0`. On `virt-net`, where the kernel
  lies at a random address, it changes page tables at every system call to hide where, which costs
  an emulator dearly: nearly all that a system call takes there is that.
- What a loop takes of memory is a matter of the emulator: QEMU looks up a page's translation anew
  unless it has room for it, and makes more room only when all are dropped. Linux drops them
  often, our shim 16 times a second for this alone; without, the loop took five times as long.
"""
BASE = "bare metal"
WAYS = (BASE, "Linux", "Linux, unprotected")


@dataclass(frozen=True)
class Row:
    """One line of the table: what it is called, whence, and how it is shown."""

    title: str
    key: str
    show: Callable[[float], str]


def seconds(value: float) -> str:
    """A time."""
    return f"{value:.2f} s"


def mebibytes(value: float) -> str:
    """A size."""
    return f"{value / 2**20:.0f} MiB"


def nanoseconds(value: float) -> str:
    """A short time."""
    return f"{value:,.0f} ns" if value >= 10 else f"{value:.1f} ns"


ROWS = (
    Row("first answer", "first answer", seconds),
    Row("… CPU time", "first answer, CPU", seconds),
    Row("requests a second", "requests", lambda value: f"{1 / value:,.0f}"),
    Row("… CPU time each", "requests, CPU", lambda value: f"{value * 1e6:,.0f} µs"),
    Row("memory at the first answer", "memory", mebibytes),
    Row("… after all requests", "memory later", mebibytes),
    Row("files that are loaded", "image", mebibytes),
    Row("loop: arithmetic", "loop, arithmetic", nanoseconds),
    Row("loop: memory", "loop, memory", nanoseconds),
    Row("loop: system call", "loop, system-call", nanoseconds),
    Row("loop: goroutines", "loop, goroutines", nanoseconds),
)

Samples = dict[str, dict[str, dict[str, list[float]]]]
"""By machine, way and key."""


def accelerator(folder: Path) -> str:
    """What ran the guest whose evidence this is."""
    argv = json.loads((folder / "plan.json").read_text())["argv"]
    return str(argv[argv.index("-accel") + 1]).partition(",")[0]


def gather() -> Samples:
    """All that was measured."""
    samples: Samples = {}
    for file in sorted((ROOT / "results").glob("job-*/test-results/*/unikernel.json")):
        found: dict[str, Any] = json.loads(file.read_text())
        head = f"{found['machine']} ({found['architecture']}), {accelerator(file.parent).upper()}"
        of_way = samples.setdefault(head, {}).setdefault(found["way"], {})
        for key in {row.key for row in ROWS} & found.keys():
            values = found[key] if isinstance(found[key], list) else [found[key]]
            of_way.setdefault(key, []).extend(values)
    return samples


def cell(row: Row, way: str, samples: dict[str, dict[str, list[float]]]) -> str:
    """What one way came to, and beside bare metal."""
    values = samples.get(way, {}).get(row.key)
    base = samples.get(BASE, {}).get(row.key)
    if not values or not base:
        return ""
    shown = row.show(median(values))
    if way == BASE:
        return shown
    times = median(values) / median(base)
    if row.key == "requests":
        times = 1 / times
    return f"{shown} ({times:.2g})"


def main() -> None:
    """Write the page."""
    samples = gather()
    heads = sorted(samples, key=lambda head: "aarch64" in head)
    lines = [HEAD]
    for head in heads:
        lines += [f"| {head} | " + " | ".join(WAYS) + " |", "|---" * (len(WAYS) + 1) + "|"]
        lines += [
            f"| {row.title} | " + " | ".join(cell(row, way, samples[head]) for way in WAYS) + " |"
            for row in ROWS
        ]
        lines.append("")
    runs = min(
        len(way["first answer"]) for of in samples.values() for way in map(of.get, WAYS) if way
    )
    page = "\n".join(lines).rstrip() + "\n" + TAIL + f"\nEach was booted {runs} times or more.\n"
    (ROOT / "docs/unikernel.md").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
