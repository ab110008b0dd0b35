# SPDX-License-Identifier: MIT
"""The kernel headers against which modules are built."""

from __future__ import annotations

import re
from pathlib import Path

from bench.architectures.architecture import Architecture
from bench.artefacts import digest
from bench.definitions.linux import BUILT
from bench.images.debian import debian
from bench.images.kernel_tree import KernelTree
from bench.images.linux.source_kernel import checked_kernel
from bench.images.workshop import Workshop

# Debian's headers find each other by this absolute path.
_INCLUDE = re.compile(r"^include /usr/src/", re.MULTILINE)


def build_tree(workshop: Workshop, architecture: Architecture) -> KernelTree:
    """The headers and tools for modules of an architecture.

    Raises:
        BenchError: the kernel's packages cannot be had, or it does not build.
    """
    if workshop.tree:
        return workshop.tree
    series = workshop.series
    if series in BUILT:
        made = checked_kernel(workshop, architecture)
        return KernelTree(series, made.name, made / "build", (made,))
    made = headers(workshop)
    release = debian.headers(workshop.release, architecture.debian)
    return KernelTree(series, made.name, made / "usr" / "src" / release, (made,))


def headers(workshop: Workshop) -> Path:
    """The folder with both architectures' headers of Debian's kernel and build tools.

    Raises:
        BenchError: the packages cannot be had.
    """
    source = workshop.debian
    kernel = workshop.release
    packages = [
        *(
            source.lock.package(debian.headers(kernel, architecture), architecture)
            for architecture in debian.ARCHITECTURES
        ),
        source.lock.package(debian.common_headers(kernel), "all"),
        source.lock.package(debian.kbuild(kernel), debian.HOST_ARCHITECTURE),
    ]

    def build(folder: Path) -> None:
        for package in packages:
            source.unpack(package, folder)
        for makefile in folder.glob("usr/src/*/Makefile"):
            here = "include $(dir $(lastword $(MAKEFILE_LIST)))../"
            makefile.write_text(_INCLUDE.sub(here, makefile.read_text(encoding="utf-8")))

    key = digest.combined(digest.of_path(Path(__file__)), *(package.sha256 for package in packages))
    return workshop.store.artefact(f"linux-headers-{workshop.series}", key, build)
