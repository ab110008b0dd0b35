# SPDX-License-Identifier: MIT
"""The inputs of an answer, and how each looked then."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from bench import architectures, images
from bench.artefacts import digest
from bench.images.tools.environment import search_path

_PROGRAM = "program "
"""How an entry for a program begins, which is looked up on the path; others are paths."""


class Inputs:
    """Files, folders and programs, each with its state from before it was read.

    Attributes:
        states: of each, by its name.
    """

    def __init__(self) -> None:
        self.states: dict[str, str] = {}

    def begin(self) -> None:
        """Forget those of an earlier answer; the bench's own code shapes each."""
        self.states.clear()
        self.note(*map(Path, (*images.__path__, *architectures.__path__)))

    def note(self, *paths: Path) -> None:
        """Note files and folders, which need not be there; before they are read."""
        for path in paths:
            self.states.setdefault(str(path), _state(str(path)))

    def note_program(self, *names: str) -> None:
        """Note programs that are run."""
        for name in names:
            self.states.setdefault(_PROGRAM + name, _state(_PROGRAM + name))


def are_unchanged(states: Mapping[str, str]) -> bool:
    """Whether everything still looks as it was noted."""
    return all(_state(name) == state for name, state in states.items())


def _state(name: str) -> str:
    """The state of a file, or of all below a folder, by `stat`, behind all links."""
    if name.startswith(_PROGRAM):
        found = shutil.which(name.removeprefix(_PROGRAM), path=search_path())
        # Debian's gcc is a link to the version that a package update changes.
        return _of_file(Path(found).resolve()) if found else "missing"
    path = Path(name)
    return digest.combined(*_of_folder(path, frozenset())) if path.is_dir() else _of_file(path)


def _of_folder(folder: Path, above: frozenset[str]) -> Iterator[str]:
    real = os.path.realpath(folder)
    if real in above:
        return
    for entry in sorted(folder.iterdir()):
        if entry.is_dir():
            yield entry.name
            yield from _of_folder(entry, above | {real})
        else:
            yield _of_file(entry)


def _of_file(path: Path) -> str:
    try:
        status = path.stat()
    except OSError:
        return f"{path} missing"
    return f"{path} {status.st_size} {status.st_mtime_ns} {status.st_ino}"
