# SPDX-License-Identifier: MIT
"""The use that other test files make of a file: a class without tests may be their base."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import takewhile
from pathlib import Path, PurePosixPath

from bench.cells.reading.lineage import Lineage
from bench.cells.reading.modules import Class, Module, Modules
from bench.errors import BenchError

PYTESTS_MARK = "conftest.py"
"""A folder below `tests/` that has this file is pytest's, with all that is below it."""


def test_files(folder: Path, root: Path) -> Iterator[Path]:
    """The files below a folder that may hold cells."""
    skipped = cache(lambda folder: is_pytests(folder, root))
    yield from (file for file in sorted(folder.rglob("*.py")) if not skipped(file.parent))


def is_pytests(folder: Path, root: Path) -> bool:
    """Whether a folder of tests is pytest's; `tests/` itself is not, whatever it has."""
    ours = {root.resolve(), (root / "tests").resolve()}
    below = takewhile(lambda upper: upper.resolve() not in ours, (folder, *folder.parents))
    return any((upper / PYTESTS_MARK).is_file() for upper in below)


class Neighbours:
    """The other test files of a project, which are looked into when they may matter.

    Args:
        module: the file whose neighbours they are.
    """

    def __init__(self, module: Module) -> None:
        self._module = module

    def derive_from(self, found: Class) -> bool:
        """Whether a class of theirs has this one among its bases."""
        place = (found.module.path, found.node.lineno)
        return any(
            place in {(base.module.path, base.node.lineno) for base in Lineage(other).classes[1:]}
            for module in self._that_name(found.node.name)
            for other in module.classes
        )

    def name(self, word: str) -> bool:
        """Whether one has a word in its source."""
        return any(True for _ in self._files_with(word))

    def _that_name(self, word: str) -> Iterator[Module]:
        for file in self._files_with(word):
            try:
                yield Modules(self._module.project.root, file.parent).read(file)
            except BenchError:  # it is told when that file is read for its own cells
                continue

    def _files_with(self, word: str) -> Iterator[Path]:
        root = self._module.project.root
        pattern = re.compile(rf"\b{re.escape(word)}\b".encode())
        for file in test_files(root / PurePosixPath(self._module.path).parts[0], root):
            if file != root / self._module.path and pattern.search(file.read_bytes()):
                yield file
