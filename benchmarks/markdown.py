# SPDX-License-Identifier: MIT
"""Tables in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Lines of a table, a cell of each row below each head."""
    return [_line(heads), "|---" * len(heads) + "|", *map(_line, rows)]


def without_empty_columns(rows: Sequence[Sequence[str]]) -> Iterator[Sequence[str]]:
    """The rows, the heads first, without those columns that have nothing below their head."""
    kept = [any(column) for column in zip(*rows[1:], strict=True)]
    for row in rows:
        yield [cell for cell, keep in zip(row, kept, strict=True) if keep]


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
