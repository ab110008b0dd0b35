# SPDX-License-Identifier: MIT
"""Where the project is, and where its files are: its own come first, those of the base follow.

A project is a folder with `avocado.cfg` and any of `machines/`, `images/`, `payloads/`,
`kernels/` and `tests/`. The base is what the bench brings to every project: this repository's
machines, lock file, guest programs, loaders and Go packages. A project that brings all of that
itself says so in its `avocado.cfg`:

    [bench]
    base = none

One that is laid over another project says which, by a path from its own folder: `base = ../course`.
"""

from __future__ import annotations

import configparser
import errno
import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bench.errors import BenchError, HostError
from bench.host.advice import NEW_PROJECT

MARK = "avocado.cfg"
"""The file that marks a project's root."""

RESULTS = "BENCH_RESULTS"
"""The variable that names another folder for results."""

_PACKAGED = Path(__file__).parent / "base"
BASE = _PACKAGED if _PACKAGED.is_dir() else Path(__file__).parents[1]
"""The base: package data of an installed bench, else the checkout that the bench lies in."""


def find_root(start: Path | None = None) -> Path:
    """The nearest folder, from `start` upwards, that is a project's root.

    Args:
        start: the working directory if None.

    Raises:
        BenchError: there is none.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / MARK).exists():
            return folder
    raise BenchError(
        f"{here} is in no project of the bench",
        hint=f"go to a folder that has {MARK}, or {NEW_PROJECT}",
    )


@dataclass(frozen=True)
class Project:
    """Looks up a project's files.

    Attributes:
        root: the project's folder.
    """

    root: Path

    @cached_property
    def layers(self) -> tuple[Path, ...]:
        """The folders to look in, the first that has a file wins: the root, then the base.

        Raises:
            BenchError: the root is laid over something that is not a project, or over itself.
        """
        found = [self.root]
        while (below := _below(found[-1])) and below not in found:
            found.append(below)
        if below:
            raise BenchError(
                f"{below} is laid over itself", hint="leave base out", where=_shown(self.root)
            )
        return tuple(found)

    @property
    def results(self) -> Path:
        """Where runs leave what they found: `$BENCH_RESULTS`, else `results/`."""
        return Path(os.environ.get(RESULTS) or self.root / "results").absolute()

    def make_results(self) -> Path:
        """The folder for results, made unless it is there.

        Raises:
            HostError: it cannot be written.
        """
        try:
            self.results.mkdir(parents=True, exist_ok=True)
            if not os.access(self.results, os.W_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        except OSError as error:
            what = f"{self.results} cannot be written: {error.strerror}"
            raise HostError(what, hint=f"set {RESULTS} to another folder") from error
        return self.results

    @property
    def base(self) -> Path:
        """Where the bench's own guest programs are, which a project cannot replace one by one."""
        return self.layers[-1]

    def find(self, name: str) -> Path:
        """A file or folder, as `payloads/modules/hello`; where the project's own would be if none.

        A folder of the project's replaces one of the base's whole.
        """
        places = self.places(name)
        return next((place for place in places if place.exists()), places[0])

    def places(self, name: str) -> tuple[Path, ...]:
        """Where a file or folder may be, whether there is one or not."""
        return tuple(layer / name for layer in self.layers)

    def folders(self, name: str) -> tuple[Path, ...]:
        """Every folder of this name."""
        return tuple(place for place in self.places(name) if place.is_dir())

    @property
    def machines(self) -> tuple[Path, ...]:
        """The folders of machines; where the project's would be if there is none."""
        return self.folders("machines") or self.places("machines")[:1]

    def sources(self, name: str) -> tuple[Path, ...]:
        """The folders that are laid over each other for a build, the uppermost first.

        A folder with a Makefile of its own stands for itself; one without is completed by the
        base's of the same name (`bench.images.overlay`).
        """
        found = self.folders(name)
        return found[:1] if found and (found[0] / "Makefile").is_file() else found


def _below(root: Path) -> Path | None:
    """The folder that a project is laid over; None for the lowest."""
    settings = configparser.ConfigParser(interpolation=None, strict=False, allow_no_value=True)
    try:
        settings.read(root / MARK, encoding="utf-8")
    except (configparser.Error, UnicodeDecodeError):
        settings.clear()  # avocado reads it too, and says what is wrong
    base = settings.get("bench", "base", fallback="")
    if root == BASE or base == "none":
        return None
    if not base:
        return BASE
    below = Path(os.path.normpath(root / base))
    if not (below / MARK).is_file():
        raise BenchError(
            f"base = {base} is not a project: {below} has no {MARK}",
            hint="write the path of one from this file's folder, or none",
            where=_shown(root),
        )
    return below


def _shown(root: Path) -> str:
    return os.path.relpath(root / MARK)
