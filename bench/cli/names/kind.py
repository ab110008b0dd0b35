# SPDX-License-Identifier: MIT
"""How kinds of guests are written on the command line: `bench boot MACHINE NAME`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Generic, TypeVar

from bench.definitions.need import Need
from bench.definitions.registry import modules_of, part
from bench.errors import BenchError
from bench.project import Project

N = TypeVar("N", bound=Need)


class Kind(Generic[N]):
    """One kind. Each is a module of `bench.cli.names.kinds`, and derives a class from this.

    Attributes:
        place: where its names come among those of all kinds.
    """

    place = 9

    def names(self, root: Path) -> list[str]:
        """The names that may be written for it in a project."""
        del root
        return []

    def need(self, name: str) -> N:
        """The need that one of these names stands for.

        Raises:
            BenchError: the name gives no need.
        """
        raise NotImplementedError

    def label(self, need: N) -> str:
        """A short name of the guest."""
        return need.what

    def with_words(self, need: N, words: str) -> N:
        """With further words for its command line.

        Raises:
            BenchError: it takes none.
        """
        del words
        raise BenchError(f"{need.what} takes no words", hint="leave --append out")

    def with_initrd(self, need: N, initrd: Path) -> N:
        """With an initial RAM disk.

        Raises:
            BenchError: it takes none.
        """
        del need, initrd
        raise BenchError("--initrd is for a kernel's file", hint="leave it out, or name the file")

    def held(self, need: N) -> N:
        """With a screen that stays when it has ended, until a key, where it can do that."""
        return need


def kinds() -> dict[str, Kind[Any]]:
    """All kinds by the names of their modules, in the order of their places."""
    package = f"{__package__}.kinds"
    found = {name: part(package, name, Kind)() for name in modules_of(package)}
    return dict(sorted(found.items(), key=lambda named: named[1].place))


def in_folders(root: Path, folder: str, pattern: str) -> Iterator[Path]:
    """The files in a folder of the project's, and of the base's."""
    for found in Project(root).folders(folder):
        yield from found.glob(pattern)
