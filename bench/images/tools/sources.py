# SPDX-License-Identifier: MIT
"""The sources of a build: a folder of the project, and all that it takes from beside it.

A project's sources lie over those that the bench brings, the uppermost layer first. The folder
itself is merged. Below it, a folder that has files replaces what lies beneath, so that a Go
package of the project's is not mixed with one of the base's; one that has only folders is
merged again.

Sources refer to their neighbours (`../include`, `../common/ring.h`, a link to a shared header).
So a copy of them has the layout of the project, with links replaced by what they lead to, and
the digest covers the same files. What is outside of the project cannot be linked to: a
submission would read the files of whoever grades it.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bench.artefacts import digest
from bench.errors import BenchError
from bench.images.tools.complaint import Place
from bench.project import Project

BUILD_FILES = ("Kbuild", "Makefile")
"""Files by which a folder is built by itself."""

_UPWARDS = re.compile(rb"(?<![\w.])\.\.(?:/[\w.+-]+)*(?![\w.])")
"""A path that leads out of a folder: `../include`, `$(src)/../../libcom/com.h`."""

_REFERRING = {".c", ".h", ".S", ".s", ".inc", ".lds", ".ld", ".mk", ".mod"}
_LARGEST_REFERRING = 1 << 20
"""Bytes of a file that is searched for references."""

_NEVER = re.compile(r"\.git|__pycache__|\.#.*")
"""Names of what is not a source: also the links to nothing by which Emacs locks files."""

Layers = tuple[Path, ...]


@dataclass(frozen=True)
class Source:
    """One file of a build.

    Attributes:
        path: where it lies in the project, and in a copy.
        file: where it lies.
    """

    path: Path
    file: Path

    @property
    def executable(self) -> bool:
        """Whether it can be run, which is all of its mode that a copy keeps."""
        return bool(self.file.stat().st_mode & stat.S_IXUSR)


class Sources:
    """The sources of one build.

    Every method raises BenchError where a link leads out of the project, and where something is
    neither a file nor a folder.

    Args:
        project: where they are looked up.
        folder: what is built, below the project's folder.
        leave_out: tells names of files that earlier builds left among the sources.
    """

    def __init__(
        self, project: Project, folder: str, leave_out: Callable[[str], bool] = lambda name: False
    ) -> None:
        self.project = project
        self.folder = Path(folder)
        self._leave_out = leave_out

    @cached_property
    def places(self) -> tuple[Path, ...]:
        """The folders and files that the build takes, below the project's folder."""
        found = [self.folder]
        for place in found:  # grows
            for beside in sorted(set(self._beside(self._walk(place)))):
                if not any(beside.is_relative_to(known) for known in found):
                    found.append(beside)
        return tuple(found)

    @cached_property
    def files(self) -> tuple[Source, ...]:
        """All files, in the order of their paths."""
        every = {source.path: source for place in self.places for source in self._walk(place)}
        return tuple(every[path] for path in sorted(every))

    @cached_property
    def digest(self) -> str:
        """The sum of the paths, contents and modes of all files."""
        return _sum(self.files)

    def digest_of(self, wanted: Callable[[Path], bool]) -> str:
        """The same of those whose paths are wanted."""
        return _sum(source for source in self.files if wanted(source.path))

    def copy(self, target: Path) -> Path:
        """Copy everything into a new folder; returns the copy of the folder that is built.

        Raises:
            BenchError: a file was changed since `digest` was taken.
        """
        for source in self.files:
            copy = target / source.path
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source.file, copy)
            copy.chmod(0o755 if source.executable else 0o644)
        (target / self.folder).mkdir(parents=True, exist_ok=True)
        if _sum(Source(one.path, target / one.path) for one in self.files) != self.digest:
            raise BenchError(
                "a file was changed while it was copied", hint="try again", where=str(self.folder)
            )
        return target / self.folder

    def texts(self) -> Iterator[tuple[Path, bytes]]:
        """The paths of the files that can refer to others, with their contents."""
        return _referring(self.files)

    def place(self, copy: Path, *elsewhere: Path) -> Place:
        """Where a tool runs on a copy of them."""
        return Place(copy, self.folder, elsewhere, self._origin)

    def _origin(self, path: Path) -> str:
        """How a reader finds a file of the copy: from the project's folder, or from the root."""
        for source in self.files:
            if source.path == path and not source.file.is_relative_to(self.project.root):
                return str(source.file)
        return str(path)

    def _walk(self, place: Path) -> list[Source]:
        """The files of a folder, or a file as its only one."""
        return list(self._below(place, self._layers(place), self._homes(place), frozenset()))

    def _layers(self, place: Path) -> Layers:
        layers = self.project.sources(str(place))
        if not layers:
            return (self.project.find(str(place)),)
        return layers[:1] if is_built_alone(layers[0]) else layers

    def _homes(self, place: Path) -> frozenset[str]:
        """Where links of a place may lead.

        The project may be put together by links: a place of it is at home where they lead.
        """
        above = [*place.parents, *self.folder.parents, place, self.folder]
        layers = self.project.layers
        return frozenset(os.path.realpath(layer / part) for layer in layers for part in above)

    def _below(
        self, place: Path, layers: Layers, homes: frozenset[str], above: frozenset[str]
    ) -> Iterator[Source]:
        real = frozenset(_behind(place, layer, homes) for layer in layers)
        if not layers[0].is_dir():
            yield Source(place, layers[0])
            return
        if real & above:
            raise BenchError("is a link to a folder above it", where=str(place))
        for name in sorted({inner.name for layer in layers for inner in layer.iterdir()}):
            if not _NEVER.fullmatch(name) and not self._leave_out(name):
                lower = _merged(name, layers)
                yield from self._below(place / name, lower, homes, above | real)

    def _beside(self, files: list[Source]) -> Iterator[Path]:
        """The paths that files name outside of their own folders."""
        for path, content in _referring(files):
            for found in _UPWARDS.finditer(content):
                for start in {path.parent, self.folder}:
                    yield from self._meant(Path(os.path.normpath(start / found[0].decode())))

    def _meant(self, named: Path) -> Iterator[Path]:
        """The folder that goes along for a path: that of the file, or the one that it names."""
        if named.parts[:1] == ("..",):
            return
        target = named
        while not self.project.find(str(target)).exists():
            target = target.parent
        if self.project.find(str(target)).is_file() and not self._is_above(target.parent):
            target = target.parent
        if not self._is_above(target):
            yield target
        elif named == self.folder.parent and named.parts:
            yield from self._siblings()

    def _is_above(self, folder: Path) -> bool:
        return self.folder.is_relative_to(folder)

    def _siblings(self) -> Iterator[Path]:
        """The files and folders beside the folder that are not built by themselves."""
        for folder in self.project.folders(str(self.folder.parent)):
            for entry in folder.iterdir():
                built = any(map(is_built_alone, (entry, *entry.glob("*/"))))
                if not built and entry.name != self.folder.name:
                    yield self.folder.parent / entry.name


def is_built_alone(folder: Path) -> bool:
    """Whether a folder says itself how it is built."""
    return any((folder / name).is_file() for name in BUILD_FILES)


def _merged(name: str, layers: Layers) -> Layers:
    """The places of a name in layers: the uppermost, and for folders those beneath it too."""
    first, *others = (layer / name for layer in layers if os.path.lexists(layer / name))
    found = [first]
    for other in others:
        if not (_has_only_folders(found[-1]) and other.is_dir()):
            break
        found.append(other)
    return tuple(found)


def _has_only_folders(path: Path) -> bool:
    return path.is_dir() and all(inner.is_dir() for inner in path.iterdir())


def _behind(place: Path, path: Path, homes: frozenset[str]) -> str:
    """The file or folder that a path leads to."""
    real = Path(os.path.realpath(path))
    if not any(real.is_relative_to(home) for home in homes):
        raise BenchError("is a link out of the project", hint="put a copy there", where=str(place))
    if not real.exists():
        raise BenchError("is a link to nothing", where=str(place))
    if not (real.is_file() or real.is_dir()):
        raise BenchError("is neither a file nor a folder", where=str(place))
    return str(real)


def _referring(files: Iterable[Source]) -> Iterator[tuple[Path, bytes]]:
    for source in files:
        if source.path.suffix not in _REFERRING and source.path.name not in BUILD_FILES:
            continue
        if source.file.stat().st_size <= _LARGEST_REFERRING:
            yield source.path, source.file.read_bytes()


def _sum(files: Iterable[Source]) -> str:
    return digest.combined(
        *(
            part
            for source in files
            for part in (str(source.path), str(source.executable), _content(source))
        )
    )


def _content(source: Source) -> str:
    return digest.of_path(Path(os.path.realpath(source.file)))
