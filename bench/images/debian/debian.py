# SPDX-License-Identifier: MIT
"""Debian's packages: which are wanted, and their verified contents."""

from __future__ import annotations

import weakref
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path

from bench.architectures import registry
from bench.artefacts import digest
from bench.artefacts.store import Store
from bench.definitions.images.image import Image
from bench.definitions.images.loader import load_images
from bench.definitions.reading.problem import DefinitionError
from bench.errors import BenchError, HostError
from bench.host.advice import REFRESH_LOCK
from bench.images.debian.apt import Apt
from bench.images.debian.lock import Lock, Package
from bench.images.tools import command
from bench.images.tools.progress import Progress
from bench.project import Project

ARCHITECTURES = tuple(each.debian for each in registry.WITH_LINUX)

LIST = "images/packages.txt"
"""Packages that tests put into guests, one a line."""

# The kernel's build tools run on the host, and build for both architectures.
HOST_ARCHITECTURE = registry.ARCHITECTURES["x86_64"].debian


def image(kernel: str, architecture: str) -> str:
    """The package of a kernel; the cloud flavour boots virtual machines fastest."""
    return f"linux-image-{kernel}-cloud-{architecture}"


def headers(kernel: str, architecture: str) -> str:
    """The package of what a kernel's modules are built against."""
    return f"linux-headers-{kernel}-cloud-{architecture}"


def common_headers(kernel: str) -> str:
    """The package of the headers that architectures share."""
    return f"linux-headers-{kernel}-common"


def kbuild(kernel: str) -> str:
    """The package of the kernel's build tools: one a series, or a release, as they say."""
    series, _, number = kernel.partition("-")
    return "linux-kbuild-" + (".".join(series.split(".")[:2]) if number else kernel)


def source(series: str) -> str:
    """The package of a series' source."""
    return f"linux-source-{series}"


def wanted(kernel: str) -> list[tuple[str, str]]:
    """Name and architecture of every package of a kernel that recipes use."""
    for_each = [
        (name, architecture)
        for architecture in ARCHITECTURES
        for name in (image(kernel, architecture), headers(kernel, architecture))
    ]
    return [*for_each, (common_headers(kernel), "all"), (kbuild(kernel), HOST_ARCHITECTURE)]


def wanted_anyway(project: Project) -> list[tuple[str, str]]:
    """Those of no kernel: the guests' own, and those that the project's tests ask for."""
    file = project.find(LIST)
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    names = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    return [(name, each) for name in ("busybox-static", *names) for each in ARCHITECTURES]


def of_images(*folders: Path) -> list[tuple[tuple[str, ...], str]]:
    """Those that the images of folders are taken from: names of which one is there.

    Raises:
        DefinitionError: an image has a mistake.
    """
    images, mistakes = load_images(*folders)
    if mistakes:
        raise DefinitionError(mistakes)
    return [
        (origin.package, architecture_of(image))
        for image in images.values()
        for origin in image.origins
        if origin.package
    ]


def architecture_of(image: Image) -> str:
    """The architecture of the packages that an image is taken from, in Debian's words."""
    facts = registry.ARCHITECTURES.get(image.architecture or "")
    return facts.debian if facts and facts.debian in ARCHITECTURES else HOST_ARCHITECTURE


class Debian:
    """Fetches what the lock file pins, through one apt for all that is missing."""

    def __init__(self, lock: Lock, store: Store, progress: Progress) -> None:
        self.lock = lock
        self._store = store
        self._progress = progress

    def file(self, package: Package) -> Path:
        """A package's file, its bytes as the lock file has them.

        Raises:
            HostError: no package source can be reached.
            BenchError: they have other bytes, or none, for it.
        """
        folder = self._store.artefact(
            package.name, package.sha256, lambda folder: self._download(package, folder)
        )
        return folder / "package.deb"

    def unpack(self, package: Package, folder: Path) -> None:
        """Put a package's files into a folder, as if that were the root."""
        file = self.file(package)
        self._progress.step(f"unpack {package.name}")
        command.run(["dpkg", "-x", file, folder], what=f"unpack {package.name}")

    def find(self, package: Package, folder: Path, path: str) -> Path:
        """Where a file or folder of a package lies among its unpacked files.

        Debian 13 has moved `bin` and `lib` below `usr`.

        Args:
            package: the package, for the error.
            folder: where it was unpacked.
            path: as Debian 12 has it; a name may be a pattern.

        Raises:
            HostError: there is none.
        """
        found = next((one for top in ("", "usr") for one in (folder / top).glob(path)), None)
        if not found:
            raise HostError(
                f"the package {package.name} {package.version} has no {path}",
                hint=f"{self.lock.file} pins it: take another version",
            )
        return found

    def _download(self, package: Package, folder: Path) -> None:
        name = f"{package.name}:{package.architecture}".removesuffix(":all")
        if not self._apt.describe(name, package.version):
            raise HostError(
                f"no package source offers {name} {package.version}, which {self.lock.file} pins",
                hint=REFRESH_LOCK,
            )
        self._progress.step(f"download {name} ({package.size / 1e6:.1f} MB)")
        file = self._apt.download(name, package.version, folder)
        if digest.of_path(file) != package.sha256:
            raise BenchError(
                f"{name} {package.version} has other bytes than {self.lock.file} says",
                hint=REFRESH_LOCK,
            )
        file.rename(folder / "package.deb")

    @cached_property
    def _apt(self) -> Apt:
        scratch = ExitStack()
        weakref.finalize(self, scratch.close)
        apt = Apt(scratch.enter_context(self._store.scratch()), self.lock.distribution)
        self._progress.step("fetch the lists of Debian packages")
        apt.update()
        return apt
