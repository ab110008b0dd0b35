# SPDX-License-Identifier: MIT
"""The size ledger, of what the cells of tests/com/sizes.py left."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, Field

from benchmarks.evidence import Record, left
from benchmarks.markdown import table


class Size(BaseModel):
    """One program: how many bytes it has, and its exit code or the kernel's error."""

    does: str
    form: str = Field(alias="format")
    size: int = Field(alias="bytes")
    came: str


class Sizes(Record):
    """The programs of one architecture under one kernel."""

    architecture: str
    linux: str
    rows: list[Size]


def lines(folder: Path) -> list[str]:
    """A row a program, a column an architecture and kernel."""
    columns: dict[tuple[str, str], dict[tuple[str, str], str]] = {}
    for each in left(folder, "sizes.json", Sizes):
        of = each.record
        columns[of.architecture, of.linux] = {
            (row.does, row.form): f"{row.size} → {row.came}" for row in of.rows
        }
    heads = sorted(columns, key=lambda head: (head[0] != "x86_64", len(head[1]), head[1]))
    names = dict.fromkeys(name for head in heads for name in columns[head])
    rows = [[*name, *(columns[head].get(name, "") for head in heads)] for name in names]
    return table(["", "format", *(f"{arch}, Linux {linux}" for arch, linux in heads)], rows)
