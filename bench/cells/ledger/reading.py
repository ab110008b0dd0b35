# SPDX-License-Identifier: MIT
"""Reads the ledgers of a project: files of `tests/claims/`, each with the rows of one source."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bench.cells.ledger.claim import Claim
from bench.definitions.reading.document import Node, read_document
from bench.definitions.reading.loading import place
from bench.definitions.reading.problem import DefinitionError, Problem, in_order
from bench.definitions.reading.validation import validated

FOLDER = "tests/claims"
_LARGEST = 1 << 20
"""Bytes of a ledger."""

SOURCE = "source"
"""The key that says of a whole file what its rows are taken from."""


@dataclass(frozen=True)
class Ledger:
    """The claims of one source.

    Attributes:
        name: of its file.
        source: what they are taken from, in one line.
        claims: in their order.
    """

    name: str
    source: str
    claims: tuple[Claim, ...]


def read_ledgers(root: Path) -> tuple[Ledger, ...]:
    """The ledgers of a project, by their files' names.

    Raises:
        DefinitionError: with every mistake in them, each with its line.
    """
    found, problems = list[Ledger](), list[Problem]()
    seen: dict[str, str] = {}
    for file in sorted((root / FOLDER).glob("[!.]*.yaml")):
        document = read_document(file, _LARGEST)
        problems += document.problems
        claims = []
        for key, node in document.root.value.items():
            if key == SOURCE:
                continue
            claim, wrong = _row(key, node)
            problems += wrong
            if key in seen:
                problems.append(
                    Problem(
                        node.path, node.key_line, f"{key}: stands in {seen[key]}", "name it once"
                    )
                )
            seen[key] = file.name
            claims += [claim] if claim else []
        said = document.root.value.get(SOURCE)
        found.append(Ledger(file.stem, str(said.value) if said else file.stem, tuple(claims)))
    if problems:
        raise DefinitionError(in_order(problems))
    return tuple(found)


def _row(key: str, node: Node) -> tuple[Claim | None, list[Problem]]:
    if not isinstance(node.value, dict):
        hint = "give it the keys claim and observe"
        return None, [Problem(node.path, node.key_line, f"{key}: says nothing", hint)]
    claim, found = validated(node.plain(), key, Claim)
    problems = [place(finding, node) for finding in found]
    named = [
        Problem(each.path, each.line, f"{key}: {each.message}", each.hint) for each in problems
    ]
    return claim, named
