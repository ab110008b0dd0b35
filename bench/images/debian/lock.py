# SPDX-License-Identifier: MIT
"""The lock file: which packages, which bytes.

`images/lock.json` holds `{"kernels": {series: release}, "packages": [entry, …]}`, an entry having
the fields of `Package`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.errors import BenchError
from bench.project import Project

FILE = "images/lock.json"

REFRESH = "run `bench images refresh`"


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
    """All pinned packages.

    Attributes:
        kernels: releases of the Linux kernel without their flavour (`6.1.0-50`), by series.
        packages: sorted by name and architecture.
    """

    kernels: Mapping[str, str]
    packages: tuple[Package, ...]

    @property
    def title(self) -> str:
        """The kernels, for people."""
        return f"Linux {', '.join(self.kernels.values())}"

    def release(self, series: str) -> str:
        """The release of a series of the Linux kernel.

        Raises:
            BenchError: there is none.
        """
        if series in self.kernels:
            return self.kernels[series]
        raise BenchError(f"images/lock.json pins no Linux {series}", hint=REFRESH)

    def package(self, name: str, architecture: str) -> Package:
        """The package of this name for `architecture` or for all.

        Raises:
            BenchError: there is none.
        """
        for package in self.packages:
            if package.name == name and package.architecture in (architecture, "all"):
                return package
        raise BenchError(
            f"images/lock.json pins no {name} for {architecture}",
            hint=f"name it in images/packages.txt and {REFRESH}",
        )


def read(project: Project) -> Lock:
    """Read the lock file that holds for a project.

    Raises:
        BenchError: it is missing or not one.
    """
    file = project.find(FILE)
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        packages = tuple(Package(**entry) for entry in content["packages"])
        return Lock(dict(content["kernels"]), packages)
    except FileNotFoundError:
        raise BenchError("there is no lock file", where=str(file), hint=REFRESH) from None
    except (ValueError, KeyError, TypeError) as error:
        raise BenchError(f"not a lock file: {error}", where=str(file), hint=REFRESH) from error


def write(root: Path, lock: Lock) -> None:
    """Write a project's lock file, in the order in which it is read best in a diff."""
    file = root / FILE
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(asdict(lock), indent=2) + "\n")
