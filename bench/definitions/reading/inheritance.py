# SPDX-License-Identifier: MIT
"""The files of folders, and each completed by those that it extends."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from functools import reduce
from pathlib import Path
from typing import Any

from bench.definitions.reading.document import Document, Node, read_document
from bench.definitions.reading.problem import DefinitionError, Problem
from bench.definitions.wording import shown, suggest, with_article
from bench.definitions.words import NAME

KEY = "extends"
LONGEST_CHAIN = 8


@dataclass(frozen=True)
class Definition:
    """The keys of a file together with those of the files that it extends.

    Attributes:
        root: the values, each with the place where it stands.
        problems: what is wrong so far.
        whole: whether everything that it extends could be read.
    """

    root: Node
    problems: tuple[Problem, ...]
    whole: bool


class Folder:
    """Definitions by name; every file is read once, when it is first needed.

    Args:
        paths: the folders to look in. A file hides files of the same name in later folders.
            The parent of a file is looked for in its own folder and in later ones, so that an
            earlier folder does not change the meaning of a later one's files.
        of: the word for what the files define.
    """

    def __init__(self, *paths: Path, of: str = "machine") -> None:
        self.paths = paths
        self._of = of
        self._documents: dict[Path, Document | DefinitionError] = {}

    def names(self) -> list[str]:
        """The names of all files, hidden ones left out.

        Raises:
            DefinitionError: where a folder cannot be listed.
        """
        files = (file for path in self.paths for file in _listed(path))
        return sorted({f.stem for f in files if f.suffix == ".yaml" and f.name[0] != "."})

    def file(self, name: str, heir: Path | None = None) -> Path | None:
        """Where a definition stands: that which is meant, or that which an heir means."""
        paths = self.paths[self.paths.index(heir.parent) :] if heir else self.paths
        places = (path / f"{name}.yaml" for path in paths)
        return next((file for file in places if os.path.lexists(file) and file != heir), None)

    def document(self, file: Path) -> Document:
        """One file by itself.

        Raises:
            DefinitionError: where there is no mapping in it.
        """
        if file not in self._documents:
            try:
                self._documents[file] = read_document(file)
            except DefinitionError as error:
                self._documents[file] = error
        found = self._documents[file]
        if isinstance(found, DefinitionError):
            raise found
        return found

    def definition(self, name: str) -> Definition:
        """One file, completed by those that it extends.

        Raises:
            DefinitionError: where its name is unfit, or there is no mapping in the file.
        """
        file = self._checked(name)
        document = self.document(file)
        line, problems, trail = [document.root], [*document.problems], [file]
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
            message = f"{shown(name)} cannot be the name of {with_article(self._of)}"
            hint = "use up to 40 small letters, digits and hyphens"
            raise DefinitionError([Problem(str(self.paths[0]), None, message, hint)])
        if file := self.file(name):
            return file
        message, hint = f"there is no {self._of} {shown(name)}", suggest(name, self.names())
        raise DefinitionError([Problem(str(self.paths[0]), None, message, hint)])

    def _parent(self, node: Node, trail: list[Path]) -> Document:
        """Read what `node` names, and add it to the trail."""
        named = node.value if isinstance(node.value, str) else ""
        file = self.file(named, trail[-1]) if re.fullmatch(NAME, named) else None
        if file is None or file in trail or len(trail) > LONGEST_CHAIN:
            message, hint = self._fault(node.value, file, trail)
            raise DefinitionError([Problem(node.path, node.line, f"{KEY}: {message}", hint)])
        trail.append(file)
        return self.document(file)

    def _fault(self, name: Any, file: Path | None, trail: list[Path]) -> tuple[str, str]:
        """The trouble with the file that the last of the trail extends, and the remedy."""
        if not isinstance(name, str):
            return f"is {shown(name)} and not a name", f"name one {self._of}"
        met = file or trail[-1]
        if met in trail and met.stem == name:
            way = " -> ".join([each.stem for each in trail[trail.index(met) :]] + [name])
            return f"goes round in a circle: {way}", "take one of them out"
        if file is None:
            others = [other for other in self.names() if other != trail[-1].stem]
            return f"there is no {self._of} {shown(name)} here", suggest(name, others)
        return f"is the end of a chain of more than {LONGEST_CHAIN}", "extend a nearer machine"


def _listed(path: Path) -> list[Path]:
    try:
        return [*path.iterdir()]
    except OSError as error:
        message = f"cannot be listed: {error.strerror}"
        raise DefinitionError([Problem(str(path), None, message, "name a folder")]) from None


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
