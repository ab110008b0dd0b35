# SPDX-License-Identifier: MIT
"""Tags of cells, which `-t` asks for: `arch:aarch64`, `device:edu`, `claim:E-08`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bench.cells.selection import traits
from bench.definitions.wording import suggest
from bench.errors import BenchError

if TYPE_CHECKING:
    from bench.cells.cell import Cell
    from bench.definitions.machine import Machine

Tags = Mapping[str, Set[str]]
"""The values of each key. Every cell has every key, so that avocado can negate any of them."""


@dataclass(frozen=True)
class Term:
    """One condition of a filter: `device:edu`; `-device:edu` or `device:-edu` negates it."""

    key: str
    value: str
    negated: bool

    def __str__(self) -> str:
        return f"{self.key}:{self.value}" if self.value else self.key

    def holds(self, tags: Tags) -> bool:
        """Whether a cell with these tags satisfies it."""
        return (self.value in tags.get(self.key, ())) is not self.negated


def tags_of(cell: Cell, machine: Machine) -> Tags:
    """The tags of a cell: traits of its machine, its kind of guest, its claims."""
    found = {**traits(machine), "boots": (cell.need.boots,), "claim": cell.claims}
    return {key: {*values} for key, values in found.items()}


def terms(text: str) -> Iterator[Term]:
    """The conditions of one filter, which must all hold: `arch:x86_64,-device:edu`."""
    for word in map(str.strip, text.split(",")):
        key, _, value = word.removeprefix("-").partition(":")
        negated = word.startswith("-") or value.startswith("-")
        yield Term(key, value.removeprefix("-"), negated)


def accepted(tags: Tags, filters: Sequence[str]) -> bool:
    """Whether any of the filters accepts a cell with these tags; so does no filter at all."""
    return not filters or any(all(term.holds(tags) for term in terms(text)) for text in filters)


def refuse_unknown(filters: Iterable[str], every: Iterable[Tags]) -> None:
    """Refuse a filter with a tag that no cell has.

    Args:
        filters: as `-t` gives them.
        every: the tags of all cells.

    Raises:
        BenchError: with the tag that was probably meant.
    """
    known = {f"{key}:{value}" for tags in every for key, values in tags.items() for value in values}
    for term in (term for text in filters for term in terms(text)):
        if str(term) not in known:
            raise BenchError(f"no cell has the tag {term}", hint=suggest(term, sorted(known)))
