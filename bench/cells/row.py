# SPDX-License-Identifier: MIT
"""Rows of `@bench.each`: a test that is written once has a cell for each row."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from functools import cached_property
from itertools import chain
from typing import Any, Union

from bench.definitions.need import Need
from bench.errors import BenchError

Value = Union[str, bytes, int, float, complex, bool, "tuple[Value, ...]", None]
"""A literal that a test method is called with. It can be hashed, as a cell can."""

NAME_MAX_BYTES = 80
"""Of a row's name: the names of a cell's file, class, method and machine go into a folder's too."""

SAFE = r"\w./+=,-"
"""Characters of a row's name: no shell and no reference to cells takes them for its own."""

_NAME_IT = 'give it a name: bench.row(…, name="…")'


@dataclass(frozen=True)
class Row:
    """The arguments and further terms of one cell of a test.

    Attributes:
        values: literals that the test method is called with; on a class, what boots goes first.
        named: what the row is called in place of its values; empty where there is no other row.
        machines: selectors in place of the class's, any of which may hold.
        claims: identifiers of claims beside those of the method.
        points: what it is worth, in place of the method's.
        where: `file:line` of the source that it was read from; empty for a loaded one.
    """

    values: tuple[Any, ...] = ()
    named: str | None = None
    machines: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    points: int | None = None
    where: str = field(default="", compare=False)

    @property
    def need(self) -> Need | None:
        """The guest, in a row of a class."""
        first = self.values[0] if self.values else None
        return first if isinstance(first, Need) else None

    @property
    def arguments(self) -> tuple[Value, ...]:
        """The arguments of the test method."""
        return self.values[1:] if self.need else self.values

    @cached_property
    def name(self) -> str:
        """As a cell's name shows it: what boots, or else the values.

        Raises:
            BenchError: they give no name.
        """
        if self.named is not None:
            return _checked(self.named) if self.named else ""
        words = _words_of_need(self.need) if self.need else self.values
        name = "-".join(re.sub(rf"[^{SAFE}]+", "_", _word(word)) for word in words)
        if words and not name:
            raise BenchError("an empty string gives a row no name", hint=_NAME_IT)
        return _fitting(name)

    def crossed(self, other: Row) -> Row:
        """A row of a class together with one of a method.

        Raises:
            BenchError: they give no name.
        """
        return Row(
            (*self.values, *other.values),
            _fitting("-".join(filter(None, (self.name, other.name)))),
            other.machines or self.machines,
            self.claims + other.claims,
            self.points if other.points is None else other.points,
            other.where or self.where,
        )


GUEST = "guest"
"""The name by which a class says what it boots; with rows, all that it boots."""

PLAIN = (Row(named=""),)
"""The row of a test method without rows."""


def plain(guest: Need) -> tuple[Row, ...]:
    """The row of a class without rows."""
    return (Row((guest,), named=""),)


Given = Union[Row, Need, Value, "tuple[Need | Value, ...]"]
"""A row as `@bench.each` is given it: one value, a tuple of several, or a row with more to say."""


def rows(given: Iterable[Given]) -> tuple[Row, ...]:
    """The rows that `@bench.each` is given."""
    return tuple(
        row if isinstance(row, Row) else Row(row if isinstance(row, tuple) else (row,))
        for row in given
    )


def row(
    *values: Need | Value,
    name: str = "",
    machines: str | tuple[str, ...] = (),
    claims: str | tuple[str, ...] = (),
    points: int | None = None,
) -> Row:
    """A row of `@bench.each` with more than its values: `bench.row(255, name="all-ones")`.

    Args:
        values: literals that the test method is called with; on a class, what boots goes first.
        name: what the row is called in cells' names.
        machines: selectors in place of the class's.
        claims: identifiers of claims beside those of the method.
        points: what it is worth where submissions are graded, in place of the method's.
    """
    return Row(values, name or None, _several(machines), _several(claims), points)


def _several(words: str | tuple[str, ...]) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words)


def _words_of_need(need: Need) -> tuple[Value, ...]:
    """The first argument that is stated, and what a kernel or program is started with."""
    given = {one.name: getattr(need, one.name) for one in fields(need) if not one.kw_only}
    stated = [one.name for one in fields(need) if given.get(one.name, one.default) != one.default]
    words = [given.get(name) for name in dict.fromkeys((*stated[:1], "arguments"))]
    several = [word if isinstance(word, tuple | list) else (word,) for word in words if word]
    return tuple(chain(*several)) or (type(need).__name__.lower(),)


def _word(value: Value) -> str:
    if isinstance(value, bytes):
        return value.decode() if value.isascii() and value.decode().isprintable() else value.hex()
    if isinstance(value, tuple):
        return ",".join(map(_word, value))
    text = str(value)
    if not text.isprintable():
        raise BenchError(f"{text[:NAME_MAX_BYTES]!r} cannot be shown in a name", hint=_NAME_IT)
    return text


def _checked(name: str) -> str:
    if re.fullmatch(f"[{SAFE}]+", name):
        return name
    raise BenchError(
        f"{name!r} cannot be a row's name", hint="write letters, digits and any of _ . / + = , -"
    )


def _fitting(name: str) -> str:
    size = len(name.encode())
    if size > NAME_MAX_BYTES:
        raise BenchError(
            f"a row's name has {size} bytes, and at most {NAME_MAX_BYTES} fit", hint=_NAME_IT
        )
    return name
