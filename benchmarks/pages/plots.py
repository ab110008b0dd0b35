# SPDX-License-Identifier: MIT
"""Draws plots of a measurement's rows.

    python -m benchmarks.pages.plots ROWS FOLDER NAME …

Run by `.venv-benchmark`, which alone has matplotlib, and lacks what `bench` needs.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import matplotlib as mpl

from benchmarks.figures import median

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


def main(source: str, folder: str, *names: str) -> None:
    """Draw plots into a folder, as `benchmark-NAME.svg`.

    Args:
        source: the rows, as `benchmarks.measure.row` leaves them.
        folder: where to.
        names: of plots.
    """
    rows = json.loads(Path(source).read_text())
    plt.rcParams.update(
        {
            "font.size": 10,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "svg.hashsalt": "bench",
            "figure.constrained_layout.use": True,
        }
    )
    for name in names:
        figure = PLOTS[name](rows)
        figure.savefig(Path(folder) / f"benchmark-{name}.svg", metadata={"Date": None})
        plt.close(figure)


def _of(rows: Rows, machine: str, **of: str) -> Rows:
    wanted = {"machine": machine, **of}
    return [row for row in rows if wanted.items() <= row.items()]


def _wall(row: dict[str, Any]) -> float:
    return median(row["wall_ms"])


def _ram(rows: Rows) -> Any:
    """A first reply against RAM: of a boot, and of a clone."""
    figure, axes = plt.subplots(figsize=(7, 3.6))
    for by, style in (("boot", "s--"), ("clone", "o-")):
        for machine, colour in COLOURS.items():
            found = _of(rows, machine, what="first reply", by=by)
            x = [row["memory_mb"] for row in found]
            y = list(map(_wall, found))
            axes.plot(x, y, style, color=colour, label=f"{by}, {machine}")
    axes.legend(loc="center left", frameon=False)
    axes.set(
        xscale="log", yscale="log", xlabel="RAM of the guest, MiB", ylabel="to the first reply, ms"
    )
    axes.set_xticks([128, 256, 512, 1024, 2048], ["128", "256", "512", "1024", "2048"])
    axes.set_yticks([50, 100, 500, 1000, 3000], ["50", "100", "500", "1000", "3000"])
    axes.minorticks_off()
    return figure


def _crowd(rows: Rows) -> Any:
    """Against the number of clones at once: time, and memory."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(7, 3.2))
    for machine, colour in COLOURS.items():
        found = _of(rows, machine)
        x = [row["guests"] for row in found]
        left.plot(x, [_wall(row) / 1e3 for row in found], "o-", color=colour)
        memory = [sum(row["sizes_mb"].values()) for row in found]
        right.plot(x, memory, "o-", color=colour)
        left.annotate(f" {machine}", (x[-1], _wall(found[-1]) / 1e3), color=colour)
        right.annotate(f" {machine}", (x[-1], memory[-1]), color=colour)
    left.set(xlabel="clones of 512 MiB", ylabel="started, each ran a program, s", ylim=0)
    right.set(xlabel="clones of 512 MiB", ylabel="all of them and the template, MiB", ylim=0)
    for axes in (left, right):
        axes.set_xlim(0, 25)
    return figure


def _phases(rows: Rows) -> Any:
    """A cell's wall time by what it goes to."""
    figure, (whole, near) = plt.subplots(2, 1, figsize=(7, 4.4), height_ratios=(3, 2))
    for axes, shown in ((whole, ("cold", "cloned", "pool")), (near, ("cloned", "pool"))):
        labels: list[str] = []
        for machine in COLOURS:
            for way in shown:
                found = _of(rows, machine, by=f"bench, {way}")
                row = next(r for r in found if (r["memory_mb"], r["cpus"]) == (128, 1))
                _bar(axes, len(labels), row["phases_ms"])
                labels.append(f"{machine}, {way}")
        axes.set_yticks(range(len(labels)), labels)
        axes.invert_yaxis()
        axes.set_xlabel("wall time, ms")
    handles = [
        plt.Rectangle((0, 0), 1, 1, color=colour) for colour, text in PHASES.values() if text
    ]
    texts = [text for _, text in PHASES.values() if text]
    figure.legend(handles, texts, loc="outside upper center", ncols=3, frameon=False)
    return figure


def _bar(axes: Any, at: int, cells: list[dict[str, float]]) -> None:
    """One bar: each phase's median of all cells, one behind the other."""
    left = 0.0
    for name, (colour, _) in PHASES.items():
        width = median([phases.get(name, 0.0) for phases in cells])
        axes.barh(at, width, left=left, color=colour, height=0.7)
        left += width
    axes.annotate(f" {left:.0f}", (left, at), va="center")


PLOTS = {"ram": _ram, "crowd": _crowd, "phases": _phases}

if __name__ == "__main__":
    main(*sys.argv[1:])
