# SPDX-License-Identifier: MIT
"""Pinning anew: what the mirror has now, into the lock file."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from bench.definitions.images.loader import FOLDER
from bench.errors import BenchError, HostError
from bench.host.distribution import TITLES, Distribution
from bench.images.debian import debian, lock
from bench.images.debian.apt import Apt
from bench.images.debian.lock import Lock, Package
from bench.images.tools.progress import SILENT, Progress
from bench.project import Project


def refresh_lock(root: Path, distribution: Distribution, progress: Progress = SILENT) -> Lock:
    """Rewrite a project's lock file with the packages that apt's sources offer.

    Args:
        root: the project's folder.
        distribution: the release of Debian whose file it is.
        progress: told of each step.

    Raises:
        HostError: no package source can be reached, or none offers a package.
    """
    with tempfile.TemporaryDirectory() as folder:
        apt = Apt(Path(folder), distribution)
        progress.step("fetch the lists of Debian packages")
        apt.update()
        anyway = debian.wanted_anyway(Project(root))
        own = [folder for folder in (root / FOLDER,) if folder.is_dir()]  # others have lock files
        pinned = [_pin(apt, name, architecture, None) for name, architecture in anyway]
        pinned += [_first(apt, *wanted) for wanted in debian.of_images(*own)]
        kernels = {}
        for series in distribution.packaged:
            kernels[series], version = _kernel(apt, series)
            wanted = debian.wanted(kernels[series])
            pinned += [_pin(apt, name, architecture, version) for name, architecture in wanted]
            if series == distribution.series:
                pinned.append(_pin(apt, debian.source(series), "all", version))
    # One for all architectures was found for each of them.
    packages = sorted(set(pinned), key=lambda one: (one.name, one.architecture))
    new = Lock(distribution, kernels, tuple(packages))
    lock.write(root, new)
    return new


def pin_missing(root: Path, distribution: Distribution, progress: Progress = SILENT) -> list[str]:
    """Add to a project's lock file the packages that it names and that no lock file pins.

    Args:
        root: the project's folder.
        distribution: the release of Debian whose file it is.
        progress: told of each step.

    Returns:
        A line for each package that was added.

    Raises:
        HostError: no package source can be reached, or none offers a package.
    """
    project = Project(root)
    known = lock.read(project, distribution)
    pins = {(one.name, one.architecture) for one in known.packages}
    guests = [((name,), architecture) for name, architecture in debian.wanted_anyway(project)]
    wanted = dict.fromkeys([*guests, *debian.of_images(*project.folders(FOLDER))])
    missing = [
        (names, architecture)
        for names, architecture in wanted
        if not any(pins & {(name, architecture), (name, "all")} for name in names)
    ]
    if not missing:
        return []
    return _add(root, distribution, missing, progress)


def pin_named(
    root: Path, distribution: Distribution, package: str, progress: Progress = SILENT
) -> None:
    """Add a package to a project's lock file, unless it is pinned.

    Raises:
        HostError: no package source can be reached, or none offers it.
    """
    known = lock.read(Project(root), distribution)
    if package not in {one.name for one in known.packages}:
        _add(root, distribution, [((package,), debian.HOST_ARCHITECTURE)], progress)


def _add(
    root: Path,
    distribution: Distribution,
    missing: Sequence[tuple[tuple[str, ...], str]],
    progress: Progress,
) -> list[str]:
    """Pin packages, each of the first name that there is; those that are not there are an error."""
    with tempfile.TemporaryDirectory() as folder:
        apt = Apt(Path(folder), distribution)
        progress.step("fetch the lists of Debian packages")
        apt.update()
        added = [_first(apt, *pair) for pair in missing]
    own = lock.read_own(root, distribution)
    packages = sorted({*own.packages, *added}, key=lambda one: (one.name, one.architecture))
    lock.write(root, Lock(distribution, own.kernels, tuple(packages)))
    return [f"{one.name} {one.version} ({one.architecture})" for one in added]


def _first(apt: Apt, names: Sequence[str], architecture: str) -> Package:
    """The first of several packages that there is."""
    for name in names[:-1]:
        with suppress(HostError):
            return _pin(apt, name, architecture, None)
    return _pin(apt, names[-1], architecture, None)


def _kernel(apt: Apt, series: str) -> tuple[str, str]:
    """The release (`6.1.0-50`) and version (`6.1.176-1`) of a series' cloud kernel."""
    flavour = f"cloud-{debian.HOST_ARCHITECTURE}"
    package = f"linux-image-{flavour}:{debian.HOST_ARCHITECTURE}"
    version = _version(apt, package, f"{series}.")
    depends = apt.describe(package, version).get("Depends", "")
    found = re.search(rf"linux-image-(\S+)-{flavour}\b", depends)
    if not found:
        raise BenchError(f"{package} {version} depends on no kernel: {depends}")
    return found[1], version


def _pin(apt: Apt, name: str, architecture: str, version: str | None) -> Package:
    package = name if architecture == "all" else f"{name}:{architecture}"
    if package != name and not apt.candidates(package) and _is_for_all(apt, name):
        package = name
    version = version or _version(apt, package)
    entry = apt.describe(package, version)
    if not entry:
        raise HostError(f"no package source offers {package} {version}")
    return Package(
        name=name,
        version=version,
        architecture=entry["Architecture"],
        file=Path(entry["Filename"]).name,
        size=int(entry["Size"]),
        sha256=entry["SHA256"],
    )


def _is_for_all(apt: Apt, name: str) -> bool:
    """Whether a package is for all architectures; a bare name may be another one's, too."""
    found = apt.candidates(name)
    return bool(found) and apt.describe(name, found[0].version).get("Architecture") == "all"


def _version(apt: Apt, package: str, beginning: str = "") -> str:
    """The version that begins so in the release itself, or else apt's favourite.

    Suites with a dash (`bookworm-security`) get new versions at any time, and their old
    ones go: a lock file that names them would not live long.
    """
    candidates = [found for found in apt.candidates(package) if found.version.startswith(beginning)]
    if not candidates:
        what = f"{package} {beginning}*" if beginning else package
        raise HostError(
            f"no package source offers {what}", hint=f"its sources have to be those of {TITLES}"
        )
    steady = [candidate for candidate in candidates if "-" not in candidate.suite]
    return (steady or candidates)[0].version
