# SPDX-License-Identifier: MIT
"""What it takes to read a text screen: construct, compiled construct, the bench's reader.

    python -m benchmarks.measure.parsing

Each reads the same 80x25 screen of every character in every colour. The structs give a
container a cell; the bench's reader gives the text, and then every `Cell`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from statistics import median
from timeit import repeat

from bench.screen.text_cell import display_memory
from bench.screen.text_screen import Screen

DATA = (
    Path(__file__).parents[2] / "tests" / "unit" / "structs" / "golden" / "characters.vga"
).read_bytes()


def milliseconds(read: Callable[[], object], number: int, rounds: int = 7) -> float:
    """The median time of one call, in ms."""
    return median(repeat(read, number=number, repeat=rounds)) / number * 1e3


def main() -> None:
    """Prints the medians."""
    struct = display_memory(columns=80, rows=25)
    compiled = struct.compile()
    for name, read, number in (
        ("construct", lambda: struct.parse(DATA), 1),
        ("construct, compiled", lambda: compiled.parse(DATA), 3),
        ("Screen, its text", lambda: Screen.from_bytes(DATA).text, 1000),
        ("Screen, every cell", lambda: Screen.from_bytes(DATA).cells, 10),
    ):
        print(f"{name:20} {milliseconds(read, number):9.3f} ms")


if __name__ == "__main__":
    main()
