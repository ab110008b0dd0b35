# SPDX-License-Identifier: MIT
"""A file of one of Debian's packages."""

from __future__ import annotations

import shutil
from pathlib import Path

from bench.artefacts import digest
from bench.definitions.images.origin import Origin
from bench.errors import BenchError
from bench.images.tools import command
from bench.images.workshop import Workshop
from bench.text import did_you_mean


def packaged(workshop: Workshop, origin: Origin, architecture: str) -> Path:
    """The file, under its own name.

    Args:
        workshop: what recipes work with.
        origin: names the package and the file.
        architecture: Debian's name of the package's, unless it is for all.

    Raises:
        BenchError: the lock file does not pin the package, or it has no such file.
        HostError: it cannot be fetched.
    """
    assert origin.package, "asked for with a package only"
    source = workshop.debian
    package = source.lock.package_of(origin.package, architecture)
    if not origin.file:
        raise BenchError(
            f"the package {package.name} has many files",
            hint=f"name one: dpkg -c {source.file(package)}",
        )
    wanted = Path(origin.file)

    def build(folder: Path) -> None:
        root = folder / "root"
        source.unpack(package, root)
        found = _inside(root, _only(root, wanted))
        if not found or not found.is_file():
            there = [str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()]
            similar = did_you_mean(str(wanted), there) or _of_name(wanted, there)
            raise BenchError(
                f"the package {package.name} {package.version} has no file {wanted}",
                hint=similar or f"`dpkg -c {source.file(package)}` lists them",
            )
        shutil.copyfile(found, folder / wanted.name)
        command.remove(root)

    key = digest.combined(digest.of_path(Path(__file__)), package.sha256, str(wanted))
    return workshop.store.artefact(f"packaged-{package.name}", key, build) / wanted.name


def _only(root: Path, wanted: Path) -> Path:
    """A path in which `*` stands for whatever the package has there, if that is one thing."""
    fitting = [path.relative_to(root) for path in root.glob(str(wanted))]
    return fitting[0] if len(fitting) == 1 else wanted


def _inside(root: Path, wanted: Path) -> Path | None:
    """Where a path leads, with the links of the package meant from its root."""
    place, left, links = root, [*wanted.parts], 0
    while left:
        part = left.pop(0)
        if part == "..":
            place = place if place == root else place.parent
            continue
        place = root if part == "/" else place / part
        if place.is_symlink():
            links += 1
            if links > _MOST_LINKS:
                return None
            left[:0] = place.readlink().parts
            place = place.parent
    return place if place.exists() else None


_MOST_LINKS = 40
"""As many as Linux follows (path_resolution(7))."""


def _of_name(wanted: Path, there: list[str]) -> str:
    same = [path for path in there if Path(path).name == wanted.name]
    return f"write {same[0]}" if same else ""
