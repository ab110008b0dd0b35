# SPDX-License-Identifier: MIT
"""Files of the project that tests name, and the ones that a Makefile makes first.

A file's Makefile lies in its folder or in the next one above, below the project's root. It
makes the file by its path from there: `make build/own.elf`. It runs in a copy of its folder.
"""

from __future__ import annotations

import shutil
from pathlib import Path, PurePath

from bench.architectures.registry import ARCHITECTURES
from bench.artefacts import digest
from bench.errors import BenchError
from bench.images.kernel_tree import is_built_tree
from bench.images.tools import command
from bench.images.tools.environment import search_path
from bench.images.workshop import Workshop
from bench.project import Project

_MAKEFILES = ("GNUmakefile", "makefile", "Makefile")
"""The names of makefiles, in GNU make's order."""

BUILD_TOOLS = (
    *("make", "as", "ld", "gcc", "objcopy", "nasm"),
    *(f"{each.cross}{tool}" for each in ARCHITECTURES.values() for tool in ("gcc", "ld")),
)
"""Tools that most such Makefiles call: another version makes another file."""


def tools_identity() -> tuple[str, ...]:
    """The versions of those of `BUILD_TOOLS` that there are."""
    there = (tool for tool in BUILD_TOOLS if shutil.which(tool, path=search_path()))
    return tuple(map(command.version, there))


def makefile_folder(project: Project, path: str) -> PurePath | None:
    """The folder with the Makefile that may make a file; None where there is none.

    Args:
        project: where to look.
        path: of the file, from the project's root, as the folder's is.
    """
    above = _above(path)
    if any(is_built_tree(project.find(str(folder))) for folder in above):
        return None  # the kernel's own build made it, which no copy of a part of it can
    for folder in above:
        if any(project.find(str(folder / name)).is_file() for name in _MAKEFILES):
            return folder
    return None


def made(workshop: Workshop, path: str) -> Path:
    """A file that a test names, made now if a Makefile makes it.

    Raises:
        BenchError: the file does not exist, or it does not build.
    """
    file = workshop.look(path)
    for above in _above(path):
        for name in _MAKEFILES:
            workshop.look(str(above / name))
    folder = makefile_folder(workshop.project, path)
    if folder:
        return _made(workshop, folder, path)
    if not file.exists():
        raise BenchError(
            f"there is no file {path}, and no Makefile beside it that makes it",
            hint="paths begin at the project's root",
        )
    return file


def _above(path: str) -> list[PurePath]:
    """The folders that a file is in, below the project's root and the nearest first."""
    return [] if PurePath(path).is_absolute() else list(PurePath(path).parents)[:-1]


def _made(workshop: Workshop, folder: PurePath, path: str) -> Path:
    target = str(PurePath(path).relative_to(folder))
    sources = workshop.sources(str(folder))
    workshop.inputs.note_program(*BUILD_TOOLS)

    def build(out: Path) -> None:
        workshop.progress.step(f"build {path}")
        copy = out / "source"
        sources.copy(copy)
        # By -B nothing counts as made that the folder happens to have: only a file without a
        # rule is taken as it is.
        argv = ["make", "-B", target]
        command.make(argv, what=f"build {path}", place=sources.place(copy))
        product = copy / folder / target
        if not command.is_made(product):
            raise BenchError(f"make {target} ended well and made no such file", where=str(folder))
        shutil.copy(product, out / "file")
        command.remove(copy)

    key = digest.combined(
        digest.of_path(Path(__file__)),
        sources.digest,
        target,
        *tools_identity(),
    )
    # Under the file's own name, which is what people are told.
    return workshop.store.artefact(f"made-{PurePath(path).name}", key, build) / "file"
