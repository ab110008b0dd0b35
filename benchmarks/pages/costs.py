# SPDX-License-Identifier: MIT
"""The cost of Go on bare metal, from the evidence of tests/kernels/measured/costs.py."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from pydantic import Field

from benchmarks.evidence import Left, Record, left
from benchmarks.figures import shown
from benchmarks.markdown import table

MIB = 1 << 20


class Costs(Record):
    """The times of one boot; sizes in bytes."""

    kernel: str
    architecture: str
    machine: str
    file: int
    loaded: int
    handed_out: int = Field(alias="handed out")


def lines(folder: Path) -> list[str]:
    """A row a kernel and machine."""
    boots: dict[str, list[Left[Costs]]] = defaultdict(list)
    for each in left(folder, "costs.json", Costs):
        of = each.record
        boots[f"{of.kernel}, {of.architecture}, {of.machine}, {each.accelerator}"].append(each)
    heads = ["", "image", "loaded", "handed out", "to the first Go line"]
    rows = [[name, *_row(found)] for name, found in sorted(boots.items())]
    return table(heads, [["the talk, i386", "1.0 MB", "", "", ""], *rows])


def _row(boots: list[Left[Costs]]) -> list[str]:
    newest = boots[-1].record
    return [
        f"{newest.file / 1e6:.2f} MB",
        f"{newest.loaded / MIB:.2f} MiB",
        f"{newest.handed_out / MIB:.2f} MiB" if newest.handed_out else "",
        shown([_to_first_byte_ms(boot.folder) for boot in boots], " ms"),
    ]


def _to_first_byte_ms(folder: Path) -> float:
    """From QEMU's start to the first byte on the serial line."""
    return 1e3 * float((folder / "serial0.times").read_text().split()[0])
