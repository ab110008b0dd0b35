# SPDX-License-Identifier: MIT
"""Which machines a test asks for: `boots:linux,arch:x86_64,-q35`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bench.definitions.wording import suggest
from bench.errors import BenchError

if TYPE_CHECKING:
    from bench.definitions.machine import Machine

NAME = "machine"
Traits = Mapping[str, tuple[str, ...]]


def traits(machine: Machine) -> Traits:
    """The traits of a machine that a selector can ask for, by its word."""
    return {
        NAME: (machine.name,),
        "arch": (machine.architecture,),
        "boots": machine.boots,
        "screen": (machine.screen.kind,) if machine.screen else (),
        "device": machine.device_names,
        "linux": (machine.linux,) if "linux" in machine.boots else (),
    }


@dataclass(frozen=True)
class Term:
    """One condition: `boots:linux`, or a machine's name; a leading `-` negates it."""

    key: str
    value: str
    negated: bool = False

    def __str__(self) -> str:
        word = self.value if self.key == NAME else f"{self.key}:{self.value}"
        return f"-{word}" if self.negated else word

    def holds(self, machine: Machine) -> bool:
        """Whether a machine satisfies the condition."""
        return (self.value in traits(machine)[self.key]) is not self.negated


@dataclass(frozen=True)
class Selector:
    """Conditions that must all hold.

    Attributes:
        terms: the conditions.
        where: `file:line` of the source that states them.
    """

    terms: tuple[Term, ...]
    where: str

    def __str__(self) -> str:
        return ",".join(map(str, self.terms))

    def accepts(self, machine: Machine) -> bool:
        """Whether a machine satisfies every condition."""
        return self.obstacle(machine) is None

    def obstacle(self, machine: Machine) -> Term | None:
        """The first condition that a machine does not satisfy."""
        return next((term for term in self.terms if not term.holds(machine)), None)


def parse_selector(text: str, where: str, machines: Iterable[Machine]) -> Selector:
    """Read a selector.

    Raises:
        BenchError: for a condition that no machine knows of.
    """
    known: dict[str, set[str]] = {}
    for machine in machines:
        for key, values in traits(machine).items():
            known.setdefault(key, set()).update(values)
    return Selector(tuple(_term(word.strip(), where, known) for word in text.split(",")), where)


def _term(word: str, where: str, known: Mapping[str, set[str]]) -> Term:
    plain = word.removeprefix("-")
    key, colon, value = plain.partition(":")
    if not colon:
        key, value = NAME, plain
    if key not in known:
        raise BenchError(
            f"{word!r} asks for an unknown property", hint=suggest(key, sorted(known)), where=where
        )
    if value not in known[key]:
        raise BenchError(
            f"{word!r} fits no machine", hint=suggest(value, sorted(known[key])), where=where
        )
    return Term(key, value, negated=word != plain)
