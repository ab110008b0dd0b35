# SPDX-License-Identifier: MIT
"""A table of times, and of how many times another way's they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.figures import Samples, ratio, shown
from benchmarks.markdown import table, without_empty_columns
from benchmarks.measure.row import Row, read


def times(than: str = "") -> Callable[[Path], list[str]]:
    """Make a table of a measurement's rows.

    Args:
        than: the way that others of the same guest are compared with, if they are.
    """

    def lines(folder: Path) -> list[str]:
        rows = read(folder)
        sizes = list(dict.fromkeys(name for row in rows for name in row.sizes_mb))
        heads = ["", "by", "machine", "RAM, MiB", "vCPUs", "guests"]
        heads += ["wall, ms", "CPU, ms", "QEMU's CPU, ms", f"wall / {than}", f"CPU / {than}"]
        heads += [f"{size}, MiB" for size in sizes]
        cells = [
            [*_place(row), *_figures(row), *_ratios(row, rows, than), *_sizes(row, sizes)]
            for row in rows
        ]
        [kept_heads, *kept] = without_empty_columns([heads, *cells])
        return table(kept_heads, kept)

    return lines


def _place(row: Row) -> Iterator[str]:
    yield row.what
    yield row.by
    yield row.machine
    yield str(row.memory_mb or "")
    yield str(row.cpus or "")
    yield str(row.guests) if row.sizes_mb else ""


def _figures(row: Row) -> Iterator[str]:
    yield from map(shown, (row.wall_ms, row.cpu_ms, row.qemu_cpu_ms))


def _sizes(row: Row, names: Sequence[str]) -> Iterator[str]:
    for name in names:
        yield f"{row.sizes_mb[name]:.0f}" if name in row.sizes_mb else ""


def _ratios(row: Row, rows: Sequence[Row], than: str) -> tuple[str, str]:
    if row.by == than:
        return "", ""
    for other in rows:
        if (other.what, other.by, other.place) == (row.what, than, row.place):
            return _ratio(row.wall_ms, other.wall_ms), _ratio(row.cpu_ms, other.cpu_ms)
    return "", ""


def _ratio(these: Samples, those: Samples) -> str:
    found = ratio(these, those)
    return "" if found is None else f"{found:.2f}"
