"""Kernel modules from `payloads/modules/NAME/`, each with a Kbuild file of its own."""

from __future__ import annotations

import re
from pathlib import Path

from bench.confinement.build import Reach
from bench.definitions.architecture import Architecture
from bench.definitions.linux import BUILT
from bench.errors import BenchError
from bench.images import command, debian, digest, overlay
from bench.images.memo import SHARED
from bench.images.source_kernel import source_kernel
from bench.images.workshop import Workshop

# Debian's headers find each other by this absolute path.
_INCLUDE = re.compile(r"^include /usr/src/", re.MULTILINE)


def module(workshop: Workshop, name: str, architecture: Architecture) -> Path:
    """Build a module against the headers of the kernel that `linux.kernel` gives.

    The same sources give the same bytes, wherever the project and the cache are.

    Returns:
        The `.ko` file, named for its folder.

    Raises:
        BenchError: there is no such folder, or it does not compile; the error names the
            file and line.
    """
    source = workshop.project.find(f"payloads/modules/{name}")
    shared = workshop.project.sources(f"payloads/modules/{SHARED}")
    if not (source / "Kbuild").is_file():
        raise BenchError(f"there is no module {name}: payloads/modules/{name}/Kbuild is missing")
    compiler = f"{architecture.cross}gcc"
    tree, key_of_tree = build_tree(workshop, architecture)

    def build(folder: Path) -> None:
        workshop.progress.step(f"build the module {name} for {architecture.name}")
        copy = folder / "source"
        (folder / SHARED).mkdir()
        overlay.copy(shared, folder / SHARED)
        command.make(
            [source],
            _make(tree, copy, architecture),
            copy=copy,
            what=f"the module {name} for {architecture.name}",
            reach=Reach(reads=tuple(up for up in tree.parents if up.name == key_of_tree)),
        )
        built = copy / f"{name}.ko"
        if built.is_symlink() or not built.is_file():  # a link leads to what it may not read
            raise BenchError(f"the Kbuild file makes no {name}.ko", where=str(source / "Kbuild"))
        built.rename(folder / built.name)
        command.remove(copy)
        command.remove(folder / SHARED)

    key = digest.combined(
        digest.of_path(Path(__file__)),
        digest.of_folder(source),
        overlay.of_layers(shared),
        key_of_tree,
        command.version(compiler),
    )
    artefact = workshop.store.artefact(
        f"module-{name}-{workshop.series}-{architecture.name}", key, build
    )
    return artefact / f"{name}.ko"


def build_tree(workshop: Workshop, architecture: Architecture) -> tuple[Path, str]:
    """The folder that `make -C` takes, and the key of the artefact that it is part of.

    Raises:
        BenchError: the kernel's packages cannot be had, or it does not build.
    """
    if workshop.series in BUILT:
        made = source_kernel(workshop, architecture)
        return made / "build", made.name
    made = headers(workshop)
    release = debian.headers(workshop.release, architecture.debian)
    return made / "usr" / "src" / release, made.name


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
            makefile.write_text(_INCLUDE.sub(here, makefile.read_text()))

    key = digest.combined(digest.of_path(Path(__file__)), *(package.sha256 for package in packages))
    return workshop.store.artefact(f"linux-headers-{workshop.series}", key, build)


def _make(tree: Path, copy: Path, architecture: Architecture) -> list[str | Path]:
    """The command line of the kernel's own build of external modules.

    Debug information would make a module fifty times as large, and name its folder; type
    information (BTF) takes a tool of its own, and nothing here reads it.
    """
    return [
        "make",
        "-C",
        tree,
        f"M={copy}",
        f"ARCH={architecture.kbuild}",
        f"CROSS_COMPILE={architecture.cross}",
        f"KCFLAGS=-g0 -ffile-prefix-map={copy}/= -ffile-prefix-map={copy.parent}/=",
        "CONFIG_DEBUG_INFO_BTF_MODULES=",
        "modules",
    ]
