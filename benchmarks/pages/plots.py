# SPDX-License-Identifier: MIT
"""Draws the plots of a run: python benchmarks/pages/plots.py results/benchmark.json FOLDER.

Run by `.venv-benchmark`, which alone has matplotlib.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("svg")
from matplotlib import pyplot as plt

Rows = list[dict[str, Any]]

# Okabe and Ito's colours: told apart by colour-blind people, and in grey.
BLUE, ORANGE, GREEN, PINK, GREY = "#0072B2", "#E69F00", "#009E73", "#CC79A7", "#999999"
SKY = "#56B4E9"
COLOURS = {"q35": BLUE, "virt": ORANGE}
PHASES = {
    "plan": (GREY, "plan"),
    "start": (BLUE, "QEMU starts, state restored"),
    "restore": (BLUE, ""),
    "reply": (ORANGE, "boot, or first reply"),
    "milestones": (SKY, "milestones"),
    "test": (GREEN, "test"),
    "end": (PINK, "last look, end"),
}


def main(source: str, folder: str) -> None:
    """Draw all plots into a folder."""
    rows = json.loads(Path(source).read_text())["rows"]
    plt.rcParams.update(
        {
            "font.size": 10,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "svg.hashsalt": "bench",
            "figure.constrained_layout.use": True,
        }
    )
    for name, draw in {"ram": _ram, "crowd": _crowd, "phases": _phases}.items():
        figure = draw(rows)
        figure.savefig(Path(folder) / f"benchmark-{name}.svg", metadata={"Date": None})
        plt.close(figure)


def _of(rows: Rows, way: str, machine: str) -> Rows:
    return [row for row in rows if row["way"] == way and row["machine"] == machine]


def _ram(rows: Rows) -> Any:
    """Cost against RAM: a clone's first reply, and a whole cell that boots."""
    figure, axes = plt.subplots(figsize=(7, 3.6))
    for way, style, label in (
        ("cell: bench, cold", "s--", "a cell that boots"),
        ("clone: first reply", "o-", "a clone's first reply"),
    ):
        for machine, colour in COLOURS.items():
            found = [row for row in _of(rows, way, machine) if row["cpus"] == 1]
            x = [row["memory_mb"] for row in found]
            y = [row["wall_ms"] for row in found]
            axes.plot(x, y, style, color=colour, label=f"{label}, {machine}")
    axes.legend(loc="center left", frameon=False)
    axes.set(xscale="log", yscale="log", xlabel="RAM of the guest, MiB", ylabel="wall time, ms")
    axes.set_xticks([128, 256, 512, 1024, 2048], ["128", "256", "512", "1024", "2048"])
    axes.set_yticks([50, 100, 500, 1000, 3000], ["50", "100", "500", "1000", "3000"])
    axes.minorticks_off()
    return figure


def _crowd(rows: Rows) -> Any:
    """Against the number of clones at once: time, and memory."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(7, 3.2))
    for machine, colour in COLOURS.items():
        found = _of(rows, "crowd: start, run", machine)
        x = [row["n"] for row in found]
        left.plot(x, [row["wall_ms"] / 1e3 for row in found], "o-", color=colour)
        memory = [row["phases"]["clones MiB"] + row["phases"]["template MiB"] for row in found]
        right.plot(x, memory, "o-", color=colour)
        left.annotate(f" {machine}", (x[-1], found[-1]["wall_ms"] / 1e3), color=colour)
        right.annotate(f" {machine}", (x[-1], memory[-1]), color=colour)
    left.set(xlabel="clones of 512 MiB", ylabel="started, each ran a program, s", ylim=0)
    right.set(xlabel="clones of 512 MiB", ylabel="all of them and the template, MiB", ylim=0)
    for axes in (left, right):
        axes.set_xlim(0, 25)
    return figure


def _phases(rows: Rows) -> Any:
    """A cell's wall time by what it goes to."""
    figure, (whole, near) = plt.subplots(2, 1, figsize=(7, 4.4), height_ratios=(3, 2))
    ways = {
        "cold": "cell: bench, cold",
        "cloned": "cell: bench, cloned",
        "pool": "cell: bench, pool",
    }
    for axes, shown in ((whole, ("cold", "cloned", "pool")), (near, ("cloned", "pool"))):
        labels: list[str] = []
        for machine in COLOURS:
            for short in shown:
                found = [r for r in _of(rows, ways[short], machine) if r["phases"]]
                row = next(r for r in found if (r["memory_mb"], r["cpus"]) == (128, 1))
                at, left = len(labels), 0.0
                for name, (colour, _) in PHASES.items():
                    width = row["phases"].get(name, 0.0)
                    axes.barh(at, width, left=left, color=colour, height=0.7)
                    left += width
                axes.annotate(f" {left:.0f}", (left, at), va="center")
                labels.append(f"{machine}, {short}")
        axes.set_yticks(range(len(labels)), labels)
        axes.invert_yaxis()
        axes.set_xlabel("wall time, ms")
    handles = [
        plt.Rectangle((0, 0), 1, 1, color=colour) for colour, text in PHASES.values() if text
    ]
    texts = [text for _, text in PHASES.values() if text]
    figure.legend(handles, texts, loc="outside upper center", ncols=3, frameon=False)
    return figure


if __name__ == "__main__":
    main(*sys.argv[1:])
