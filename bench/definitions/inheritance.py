"""The files of a folder, and each completed by those that it extends."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from functools import reduce
from pathlib import Path
from typing import Any

from bench.definitions.document import Document, Node, read_document
from bench.definitions.problem import DefinitionError, Problem
from bench.definitions.wording import shown, suggest
from bench.definitions.words import NAME

KEY = "extends"
LONGEST_CHAIN = 8


@dataclass(frozen=True)
class Definition:
    """What a file and those that it extends say together.

    Attributes:
        root: the values, each with the place where it stands.
        problems: what is wrong so far.
        whole: whether everything that it extends could be read.
    """

    root: Node
    problems: tuple[Problem, ...]
    whole: bool


class Folder:
    """Definitions by name; every file is read once, when it is first needed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._documents: dict[str, Document | DefinitionError] = {}

    def names(self) -> list[str]:
        """The names of all files, hidden ones left out.

        Raises:
            DefinitionError: where the folder cannot be listed.
        """
        try:
            files = [*self.path.iterdir()]
        except OSError as error:
            problem = Problem(
                str(self.path), None, f"cannot be listed: {error.strerror}", "name a folder"
            )
            raise DefinitionError([problem]) from None
        return sorted(f.stem for f in files if f.suffix == ".yaml" and not f.name.startswith("."))

    def file(self, name: str) -> Path:
        """Where a definition stands."""
        return self.path / f"{name}.yaml"

    def document(self, name: str) -> Document:
        """One file by itself.

        Raises:
            DefinitionError: where its name is unfit, or there is no mapping in it.
        """
        if name not in self._documents:
            try:
                self._documents[name] = read_document(self._checked(name))
            except DefinitionError as error:
                self._documents[name] = error
        found = self._documents[name]
        if isinstance(found, DefinitionError):
            raise found
        return found

    def definition(self, name: str) -> Definition:
        """One file, completed by those that it extends.

        Raises:
            DefinitionError: where there is no mapping in the file.
        """
        document = self.document(name)
        line, problems, trail = [document.root], [*document.problems], [name]
        try:
            while parent := line[-1].value.get(KEY):
                document = self._parent(parent, trail)
                line.append(document.root)
                problems += document.problems
        except DefinitionError as error:
            return Definition(_together(line), (*problems, *error.problems), whole=False)
        return Definition(_together(line), tuple(problems), whole=True)

    def _checked(self, name: str) -> Path:
        if not re.fullmatch(NAME, name):
            message = f"{shown(name)} cannot be the name of a machine"
            hint = "use up to 40 small letters, digits and hyphens"
            raise DefinitionError([Problem(str(self.path), None, message, hint)])
        if not os.path.lexists(self.file(name)):
            message = f"there is no machine {shown(name)}"
            raise DefinitionError(
                [Problem(str(self.path), None, message, suggest(name, self.names()))]
            )
        return self.file(name)

    def _parent(self, node: Node, trail: list[str]) -> Document:
        """Read what `node` names, and add it to the trail."""
        name = node.value
        if fault := self._unfit(name, trail):
            message, hint = fault
            raise DefinitionError([Problem(node.path, node.line, f"{KEY}: {message}", hint)])
        trail.append(name)
        return self.document(name)

    def _unfit(self, name: Any, trail: list[str]) -> tuple[str, str] | None:
        others = [other for other in self.names() if other != trail[-1]]
        if not isinstance(name, str):
            return f"is {shown(name)} and not a name", "name one machine of this folder"
        if name in trail:
            way = " -> ".join([*trail[trail.index(name) :], name])
            return f"goes round in a circle: {way}", "take one of them out"
        if name not in others:
            return f"there is no machine {shown(name)} here", suggest(name, others)
        if len(trail) > LONGEST_CHAIN:
            return f"is the end of a chain of more than {LONGEST_CHAIN}", "extend a nearer machine"
        return None


def merge(heir: Node, parent: Node) -> Node:
    """Complete a value by the one that it overrides; mappings merge, all else is replaced."""
    if not (isinstance(heir.value, dict) and isinstance(parent.value, dict)):
        return heir
    overridden = {
        key: merge(node, parent.value[key]) if key in parent.value else node
        for key, node in heir.value.items()
    }
    return replace(heir, value={**parent.value, **overridden})


def _together(line: list[Node]) -> Node:
    """Merge heirs into their parents, the remotest ancestor last in the line."""
    merged = reduce(lambda parent, heir: merge(heir, parent), reversed(line))
    values = {key: node for key, node in merged.value.items() if key != KEY}
    return replace(merged, value=values)
