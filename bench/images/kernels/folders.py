# SPDX-License-Identifier: MIT
"""Where kernels are: a project's own in `kernels/`, those that the bench brings in `kernels/cmd/`.

A project may use either room. `kernels/hello` comes before `kernels/cmd/hello`, as in
`kernels/Makefile`.
"""

from __future__ import annotations

from pathlib import Path

from bench.definitions.wording import suggest
from bench.errors import BenchError
from bench.images.workshop import Workshop
from bench.project import Project

_ROOMS = ("kernels", "kernels/cmd")
_MAIN = "main.go"


def kernel_names(project: Project) -> list[str]:
    """The kernels of a project, its own and those of the base."""
    folders = (folder for room in _ROOMS for folder in project.folders(room))
    return sorted({file.parent.name for folder in folders for file in folder.glob(f"*/{_MAIN}")})


def kernel_folder(workshop: Workshop, name: str) -> Path:
    """The folder of a kernel, below the project's.

    Raises:
        BenchError: there is no such kernel, or its folder hides packages of the bench.
    """
    found = [
        Path(room, name) for room in _ROOMS if workshop.look(f"{room}/{name}/{_MAIN}").is_file()
    ]
    if not found:
        raise BenchError(
            f"there is no kernel {name}: kernels/{name}/{_MAIN} is missing",
            hint=suggest(name, kernel_names(workshop.project)),
        )
    _refuse_to_hide(workshop.project, found[0])
    return found[0]


def _refuse_to_hide(project: Project, kernel: Path) -> None:
    """A folder of the project's replaces one of the base's whole: all kernels would lose it."""
    hidden = project.base / kernel
    if hidden.is_dir() and not (hidden / _MAIN).exists():
        raise BenchError(
            "the folder hides packages that kernels import",
            hint="give the kernel another name",
            where=str(kernel),
        )
