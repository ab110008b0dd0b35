# SPDX-License-Identifier: MIT
"""Makes docs/unikernel.md of what the cells of tests/kernels/unikernel.py left behind.

avocado run --max-parallel-tasks=1 tests/kernels/unikernel.py
python -m benchmarks.pages.unikernel
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.pages.evidence import accelerator, records, table, write

HEAD = """# A program with nothing beneath

`kernels/cmd/server` is an HTTP key-value store in plain Go: `net/http` and a map. It runs on bare
metal, where the network card and TCP/IP are Go too ([how](kernels.md#network)), and the same
source, built with the tag `hosted`, in a Linux guest that does nothing else. Written by
`python -m benchmarks.pages.unikernel` from what runs of
`avocado run --max-parallel-tasks=1 tests/kernels/unikernel.py`, with `-t machine:q35-net` and
`-t machine:virt-net`, left behind; in brackets how many
times as much it is as on bare metal. One emulated CPU, 256 MiB. The host is shared: where a clock
on the wall was read, the best of all rounds counts, as all others have the host's other work in
them; everything else is a median.
"""
TAIL = """
- **First answer**: from QEMU's start until a client on the host has been answered, in seconds
  on the wall and of QEMU's CPU time. Linux is Debian's cloud kernel with our initramfs, booted
  cold; firmware, modules, the card and the program's way into the guest are in it.
- **Requests**: GETs of 100 bytes, one after the other on one connection, from a client of a few
  lines of Python on the same two processors. QEMU's CPU time for each leaves the client out.
- **Memory**: what of the guest's RAM was ever touched, seen from the host: caches and what was
  freed again are in it.
- **Loops** are `kernels/cmd/loops`, in QEMU's CPU time for each turn. *Arithmetic* needs no kernel.
  *Memory* reads 8 MiB at random. *System call* is getpid, *goroutines* hand a number to and fro.
- **Unprotected** is Linux with `mitigations=off nokaslr kpti=0`. On `virt-net`, where the kernel
  lies at a random address, it changes page tables at every system call to hide where, which costs
  an emulator dearly: nearly all that a system call takes there is that.
- What a loop takes of memory is a matter of the emulator: QEMU looks up a page's translation anew
  unless it has room for it, and makes more room only when all are dropped. A switch of page
  tables drops them; our shim, which has none, drops them 16 times a second for this alone. Before
  it did, the loop took several times as long.
"""
BASE = "bare metal"
WAYS = (BASE, "Linux", "Linux, unprotected")


@dataclass(frozen=True)
class Row:
    """One line of a table: its title, the key of what was measured, and how that is shown."""

    title: str
    key: str
    show: Callable[[float], str]
    of: Callable[[Sequence[float]], float] = median
    inverse: bool = False


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
    Row("first answer", "first answer", seconds, of=min),
    Row("… CPU time", "first answer, CPU", seconds),
    Row("requests a second", "requests", lambda took: f"{1 / took:,.0f}", of=min, inverse=True),
    Row("… CPU time each", "requests, CPU", lambda value: f"{value * 1e6:,.0f} µs"),
    Row("memory at the first answer", "memory", mebibytes),
    Row("… after all requests", "memory later", mebibytes),
    Row("files that are loaded", "image", mebibytes),
    Row("loop: arithmetic", "loop, arithmetic", nanoseconds),
    Row("loop: memory", "loop, memory", nanoseconds),
    Row("loop: system call", "loop, system-call", nanoseconds),
    Row("loop: goroutines", "loop, goroutines", nanoseconds),
)

Samples = dict[str, dict[str, list[float]]]
"""What was measured, by way and key."""


def gather() -> dict[str, Samples]:
    """All that was measured, by machine."""
    samples: dict[str, Samples] = {}
    for folder, found in records("unikernel.json"):
        head = f"{found['machine']} ({found['architecture']}), {accelerator(folder)}"
        of_way = samples.setdefault(head, {}).setdefault(found["way"], {})
        for key in {row.key for row in ROWS} & found.keys():
            values = found[key] if isinstance(found[key], list) else [found[key]]
            of_way.setdefault(key, []).extend(values)
    return samples


def cell(row: Row, way: str, samples: Samples) -> str:
    """What one way came to, and beside bare metal."""
    value, base = (row.of(samples[name][row.key]) for name in (way, BASE))
    if way == BASE:
        return row.show(value)
    return f"{row.show(value)} ({base / value if row.inverse else value / base:.2g})"


def main() -> None:
    """Write the page."""
    samples = gather()
    lines = [HEAD]
    for head in sorted(samples, key=lambda head: "aarch64" in head):
        rows = {row.title: [cell(row, way, samples[head]) for way in WAYS] for row in ROWS}
        lines += [f"## {head}", *table(WAYS, rows), ""]
    boots = min(len(of[way]["first answer"]) for of in samples.values() for way in WAYS)
    lines += ["## What is what", TAIL.strip(), "", f"Each was booted {boots} times or more."]
    write("unikernel.md", lines)


if __name__ == "__main__":
    main()
