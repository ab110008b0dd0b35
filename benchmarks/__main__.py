# SPDX-License-Identifier: MIT
"""Time the bench; prints one table, writes `results/benchmark.json` and draws the plots."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from dataclasses import asdict
from importlib.metadata import version

from rich.console import Console
from rich.table import Table

from benchmarks.measure import boots, clones, linux_cells, overhead, screens, throughput
from benchmarks.measure.project import ROOT
from benchmarks.measure.row import Row

GROUPS = (linux_cells, throughput, clones, screens, boots, overhead)


def main() -> None:
    """Run every group in turn."""
    console = Console()
    if not console.is_terminal:
        console.width = 120
    rows: list[Row] = []
    with console.status("") as status:
        for group in GROUPS:
            status.update(f"timing {group.__name__.rpartition('.')[2]}")
            for row in group.rows():
                rows.append(row)
                console.print(f"{row.way}  {row.machine}  {_shown(row.wall_ms)} ms", style="dim")
    console.print(_table(rows))
    for line in _ratios(rows):
        console.print(line)
    (ROOT / "results").mkdir(exist_ok=True)
    file = ROOT / "results/benchmark.json"
    content = {"host": _host(), "rows": [asdict(row) for row in rows]}
    file.write_text(json.dumps(content, indent=1))
    python = ROOT / ".venv-benchmark/bin/python"
    subprocess.run([python, ROOT / "benchmarks/pages/plots.py", file, file.parent], check=True)


def _host() -> dict[str, str | int]:
    """What the figures depend on."""
    peers = [str(ROOT / ".venv-benchmark/bin/pip"), "list", "--format=freeze"]
    listed = subprocess.run(peers, capture_output=True, text=True, check=True).stdout
    qemu = subprocess.run(
        ["qemu-system-x86_64", "--version"], capture_output=True, text=True, check=True
    ).stdout
    names = dict(line.split("==") for line in listed.splitlines() if "==" in line)
    return {
        "cpus": len(os.sched_getaffinity(0)),
        "kernel": platform.release(),
        "qemu": qemu.partition("\n")[0],
        "avocado": version("avocado-framework"),
        "pexpect": version("pexpect"),
        "labgrid": names["labgrid"],
        "pytest with labgrid": names["pytest"],
    }


def _table(rows: list[Row]) -> Table:
    table = Table("way", "machine", box=None)
    for name in ("MiB", "CPUs", "n", "wall ms", "CPU ms", "QEMU's"):
        table.add_column(name, justify="right")
    for row in rows:
        numbers = (row.memory_mb, row.cpus, row.n)
        times = (row.wall_ms, row.cpu_ms, row.qemu_cpu_ms)
        table.add_row(row.way, row.machine, *map(str, numbers), *map(_shown, times))
    return table


def _ratios(rows: list[Row]) -> list[str]:
    lines = []
    for machine in overhead.MACHINES:
        mine = {(row.way, row.memory_mb, row.n): row for row in rows if row.machine == machine}
        peer = mine[throughput.PEER, 128, throughput.PEERS_CELLS]
        ours = mine[throughput.BENCH, 128, throughput.CELLS]
        first = {m: mine["clone: first reply", m, clones.CLONES].wall_ms or 0 for m in (128, 2048)}
        crowd = mine["crowd: start, run", 512, max(clones.CROWD)].phases or {}
        lines += [
            f"{machine}: {(peer.wall_ms or 0) / (ours.wall_ms or 1):.1f} times the throughput of"
            " instrumented cold boots; of a cell's CPU time, a clone's first reply is"
            f" {(mine['clone: first reply', 128, clones.CLONES].cpu_ms or 0):.0f} of"
            f" {ours.cpu_ms or 0:.0f} ms",
            f"{machine}: a clone of 2 GiB takes {first[2048] / first[128]:.2f} of one of 128 MiB",
            f"{machine}: {max(clones.CROWD)} clones of 512 MiB take {crowd['clones MiB']:.0f} MiB"
            f" and their template {crowd['template MiB']:.0f} MiB",
        ]
    return lines


def _shown(milliseconds: float | None) -> str:
    return "" if milliseconds is None else f"{milliseconds:.1f}"


if __name__ == "__main__":
    main()
