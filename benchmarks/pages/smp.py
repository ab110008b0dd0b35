# SPDX-License-Identifier: MIT
"""The speed-up of several processors, of what the cells of tests/kernels/parallel.py left."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from pydantic import Field

from benchmarks.evidence import Left, Record, left
from benchmarks.figures import ratio, shown
from benchmarks.markdown import table


class Speed(Record):
    """The same work by one processor and by all, in the guest's ns."""

    machine: str
    cpus: int
    alone_ns: int = Field(alias="alone-ns")
    together_ns: int = Field(alias="parallel-ns")


def lines(folder: Path) -> list[str]:
    """A row a machine."""
    machines: dict[str, list[Left[Speed]]] = defaultdict(list)
    for each in left(folder, "speed.json", Speed):
        machines[f"{each.record.machine}, {each.accelerator}"].append(each)
    rows = [[name, *_row([each.record for each in found])] for name, found in machines.items()]
    return table(["", "vCPUs", "alone", "together", "speed-up"], sorted(rows))


def _row(runs: list[Speed]) -> list[str]:
    alone, together = [run.alone_ns / 1e6 for run in runs], [run.together_ns / 1e6 for run in runs]
    return [
        str(runs[-1].cpus),
        shown(alone, " ms"),
        shown(together, " ms"),
        f"{ratio(alone, together):.2f}",
    ]
