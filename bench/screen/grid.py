# SPDX-License-Identifier: MIT
"""The cells of a text screen, as a value that is read and compared.

`bench.screen.text_cell` is the format as structs; `Grid` reads the same bytes without
them, because a test waits on a screen by reading it again and again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, Self

from bench.errors import BenchError
from bench.screen import code_page_437
from bench.screen.text_cell import Cell, Colour


class Position(NamedTuple):
    """A place on the screen, counted from 0."""

    row: int
    column: int


@dataclass(frozen=True)
class Grid:
    """The cells of a text screen at one moment; those with the same bytes are equal.

    Attributes:
        columns: cells in a row.
        rows: number of rows.
        data: two bytes a cell, row by row.
        cursor: where the cursor is; None where nobody tells, or outside of the screen.
    """

    columns: int
    rows: int
    data: bytes = field(repr=False)
    cursor: Position | None = field(default=None, kw_only=True, compare=False, repr=False)

    def __post_init__(self) -> None:
        size = self.columns * self.rows * 2
        if len(self.data) != size:
            raise BenchError(
                f"a screen of {self.columns}x{self.rows} takes {size} bytes, "
                f"here are {len(self.data)}",
                hint="read from the display's start address, two bytes a cell",
            )

    @classmethod
    def from_bytes(
        cls, data: bytes, columns: int = 80, rows: int = 25, cursor: Position | None = None
    ) -> Self:
        """The screen in `data`, which starts at the display's start address.

        Raises:
            BenchError: `data` is not of `columns * rows * 2` bytes.
        """
        return cls(columns, rows, bytes(data), cursor=cursor)

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The text of each row in full width."""
        shown = code_page_437.decode(self.data[::2])
        return tuple(
            shown[start : start + self.columns] for start in range(0, len(shown), self.columns)
        )

    @property
    def text(self) -> str:
        """The rows without trailing blanks, one a line."""
        return "\n".join(line.rstrip() for line in self.lines)

    @property
    def cells(self) -> tuple[tuple[Cell, ...], ...]:
        """Every cell, row by row."""
        return tuple(
            tuple(self.cell(row, column) for column in range(self.columns))
            for row in range(self.rows)
        )

    def row(self, row: int) -> str:
        """The text of a row without trailing blanks.

        Raises:
            BenchError: there is no such row.
        """
        self._inside(row, 0, 1, self.columns)
        return self.lines[row].rstrip()

    def cell(self, row: int, column: int) -> Cell:
        """The cell at a place.

        Raises:
            BenchError: there is no such cell.
        """
        self._inside(row, column, 1, 1)
        return Cell.of(self.lines[row][column], self.attributes(row)[column])

    def attributes(self, row: int) -> bytes:
        """The attribute bytes of a row."""
        start = row * self.columns * 2
        return self.data[start + 1 : start + self.columns * 2 : 2]

    def colours(self, row: int) -> tuple[tuple[Colour, Colour], ...]:
        """Foreground and background of each cell of a row.

        Raises:
            BenchError: there is no such row.
        """
        self._inside(row, 0, 1, self.columns)
        attributes = self.attributes(row)
        return tuple((Colour(byte & 0x0F), Colour(byte >> 4 & 0x07)) for byte in attributes)

    def region(self, row: int, column: int, height: int, width: int) -> Self:
        """The part of `height` rows and `width` columns, as a screen of its own.

        Raises:
            BenchError: it reaches outside the screen.
        """
        self._inside(row, column, height, width)
        starts = ((line * self.columns + column) * 2 for line in range(row, row + height))
        return type(self)(width, height, b"".join(self.data[at : at + width * 2] for at in starts))

    def find(self, what: str | re.Pattern[str]) -> Position | None:
        """Where a text or a pattern stands first.

        Rows are searched one by one and in full width, trailing blanks included.
        """
        pattern = re.compile(re.escape(what)) if isinstance(what, str) else what
        for row, line in enumerate(self.lines):
            if found := pattern.search(line):
                return Position(row, found.start())
        return None

    def _inside(self, row: int, column: int, height: int, width: int) -> None:
        fits_rows = 0 <= row <= row + height <= self.rows
        fits_columns = 0 <= column <= column + width <= self.columns
        if not (fits_rows and fits_columns):
            raise BenchError(
                f"row {row}, column {column}, {height} high and {width} wide is outside "
                f"a screen of {self.columns}x{self.rows}",
                hint="rows and columns count from 0",
            )
