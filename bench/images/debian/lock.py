# SPDX-License-Identifier: MIT
"""The lock file of a release of Debian: which of its packages, which bytes.

`images/lock-bookworm.json` holds `{"kernels": {series: release}, "packages": [entry, …]}`, an entry
having the fields of `Package`. Each release has a file of its own, so that a host reads and writes
that of its own release only. The file of a project may pin a few packages: those of the project
that it is laid over follow.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import reduce
from pathlib import Path

from bench.errors import BenchError, HostError
from bench.host.advice import PIN, REFRESH_LOCK
from bench.host.distribution import Distribution
from bench.project import Project


@dataclass(frozen=True)
class Package:
    """One pinned package.

    Attributes:
        name: without architecture.
        version: as Debian writes it.
        architecture: Debian's, or `all`.
        file: its file's name in the archive, without folders.
        size: in bytes.
        sha256: of the file, in hexadecimal.
    """

    name: str
    version: str
    architecture: str
    file: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Lock:
    """All pinned packages of a release of Debian.

    Attributes:
        distribution: the release.
        kernels: releases of the Linux kernel without their flavour (`6.1.0-50`), by series.
        packages: sorted by name and architecture.
    """

    distribution: Distribution
    kernels: Mapping[str, str]
    packages: tuple[Package, ...]

    @property
    def file(self) -> str:
        """Its path in a project."""
        return lock_file(self.distribution)

    @property
    def title(self) -> str:
        """The kernels, for people."""
        return f"Linux {', '.join(self.kernels.values())}"

    def release(self, series: str) -> str:
        """The release of a series of the Linux kernel.

        Raises:
            HostError: the release of Debian has no such kernel.
            BenchError: the file does not pin it.
        """
        if series not in self.distribution.packaged:
            there = ", ".join(self.distribution.packaged)
            raise HostError(
                f"{self.distribution.title} has no Linux {series}, but {there}",
                hint="leave out the machine's key linux to boot the host's own series",
            )
        if series not in self.kernels:
            raise BenchError(f"{self.file} pins no Linux {series}", hint=REFRESH_LOCK)
        return self.kernels[series]

    def package(self, name: str, architecture: str) -> Package:
        """The package of this name for `architecture` or for all.

        Raises:
            BenchError: there is none.
        """
        for package in self.packages:
            if package.name == name and package.architecture in (architecture, "all"):
                return package
        raise BenchError(
            f"{self.file} pins no {name} for {architecture}",
            hint=f"name it in images/packages.txt, unless an image does, and {PIN}",
        )

    def package_of(self, names: Sequence[str], architecture: str) -> Package:
        """The first of several packages that is pinned.

        Raises:
            BenchError: none is.
        """
        for name in names:
            with suppress(BenchError):
                return self.package(name, architecture)
        return self.package(names[0], architecture)

    def over(self, lower: Lock) -> Lock:
        """What this pins, and behind it what another pins."""
        return Lock(
            self.distribution,
            {**lower.kernels, **self.kernels},
            (*self.packages, *lower.packages),
        )


def lock_file(distribution: Distribution) -> str:
    """The path in a project of the lock file of a release of Debian."""
    return f"images/lock-{distribution.suite}.json"


def read(project: Project, distribution: Distribution) -> Lock:
    """Read the lock files that hold for a project: its own, and those that it is laid over.

    Raises:
        BenchError: there is none, or one is not one.
    """
    places = project.places(lock_file(distribution))
    found = [_read(file, distribution) for file in places if file.exists()]
    if not found:
        raise BenchError("there is no lock file", where=str(places[0]), hint=REFRESH_LOCK)
    return reduce(Lock.over, found)


def read_own(root: Path, distribution: Distribution) -> Lock:
    """The lock file of a project alone; one that pins nothing if it has none.

    Raises:
        BenchError: the file is not one.
    """
    file = root / lock_file(distribution)
    return _read(file, distribution) if file.exists() else Lock(distribution, {}, ())


def _read(file: Path, distribution: Distribution) -> Lock:
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        packages = tuple(Package(**entry) for entry in content["packages"])
        return Lock(distribution, dict(content["kernels"]), packages)
    except (ValueError, KeyError, TypeError) as error:
        raise BenchError(f"not a lock file: {error}", where=str(file), hint=REFRESH_LOCK) from error


def write(root: Path, lock: Lock) -> None:
    """Write a project's lock file, in the order in which it is read best in a diff."""
    file = root / lock.file
    file.parent.mkdir(exist_ok=True)
    content = {"kernels": dict(lock.kernels), "packages": [asdict(one) for one in lock.packages]}
    file.write_text(json.dumps(content, indent=2) + "\n")
