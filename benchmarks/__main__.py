"""Time the bench; prints one table and writes `results/benchmark.json`."""

from __future__ import annotations

import json
from dataclasses import asdict

from rich.console import Console
from rich.table import Table

from benchmarks import boots, overhead, screens
from benchmarks.project import ROOT
from benchmarks.row import Row

GROUPS = (screens, boots, overhead)


def main() -> None:
    """Run every group in turn."""
    console = Console()
    rows: list[Row] = []
    with console.status("") as status:
        for group in GROUPS:
            status.update(f"timing {group.__name__.rpartition('.')[2]}")
            for row in group.rows():
                rows.append(row)
                status.update(f"{row.way} on {row.machine}: {_shown(row.wall_ms)} ms")
    console.print(_table(rows))
    for machine in overhead.MACHINES:
        console.print(_ratio(rows, machine))
    (ROOT / "results").mkdir(exist_ok=True)
    (ROOT / "results/benchmark.json").write_text(
        json.dumps([asdict(row) for row in rows], indent=1)
    )


def _table(rows: list[Row]) -> Table:
    table = Table("way", "machine", box=None)
    for name in ("MiB", "CPUs", "n", "wall ms", "CPU ms beside QEMU", "QEMU CPU ms"):
        table.add_column(name, justify="right")
    for row in rows:
        numbers = (row.memory_mb, row.cpus, row.n)
        times = (row.wall_ms, row.cpu_ms, row.qemu_cpu_ms)
        table.add_row(row.way, row.machine, *map(str, numbers), *map(_shown, times))
    return table


def _ratio(rows: list[Row], machine: str) -> str:
    cost = {row.way: row.cpu_ms or 0 for row in rows if row.machine == machine}
    ratio = cost["cell: instrumented"] / cost["cell: bench"]
    return f"{machine}: an instrumented cell takes {ratio:.1f} times the CPU beside QEMU"


def _shown(milliseconds: float | None) -> str:
    return "" if milliseconds is None else f"{milliseconds:.1f}"


if __name__ == "__main__":
    main()
