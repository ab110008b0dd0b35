# SPDX-License-Identifier: MIT
"""Whether a machine will boot somebody's files, as far as looking at them tells beforehand."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TypeGuard

from bench.definitions.images.image import PARTS
from bench.definitions.machine import Machine
from bench.definitions.need import Need
from bench.definitions.needs.boot import Boot
from bench.definitions.needs.image import Image
from bench.errors import BenchError
from bench.images.described.described import as_boot, image_of, origin_of
from bench.images.foreign.bootable import check
from bench.images.foreign.made import makefile_folder
from bench.project import Project
from bench.structs.boot_images.boot_image import BootImage, Kind, identify


def foreseeable(need: Need) -> TypeGuard[Boot | Image]:
    """Whether looking at the files that a need names tells which machines boot it."""
    return isinstance(need, Boot | Image)


def unforeseen(project: Project, need: Boot | Image) -> str:
    """Why only preparing tells what is to boot; empty if looking does, or a definition."""
    reasons = (_unforeseen(project, name) for _, name in as_boot(project, need).files)
    return next(filter(None, reasons), "")


def obstacle(project: Project, need: Boot | Image, machine: Machine) -> str:
    """Why a machine does not boot something, in a line; empty if it does, or nobody can tell."""
    if unforeseen(project, need):
        return ""
    images: dict[str, tuple[tuple[Path, BootImage], ...]] = {}
    for role, name in as_boot(project, need).files:
        if against := _other_architecture(project, name, machine):
            return against
        path = _path(project, name)
        if path is None:
            return ""  # the rest is known when the file is there
        images[role] = (*images.get(role, ()), (Path(path), _identify(project.find(path))))
    try:
        check(images, machine)
    except BenchError as error:
        return str(error)
    return ""


def _unforeseen(project: Project, name: str) -> str:
    path = _path(project, name)
    if path is None:
        image, part = image_of(project, name) or (None, "")
        if image and not image.architecture and part == PARTS[0]:
            return f"images/{image.name}.yaml names no architecture, and its file is not here yet"
        return ""
    if folder := makefile_folder(project, path):
        return f"{path} is what the Makefile of {folder}/ makes of it"
    file = project.find(path)
    if not file.exists():
        return f"there is no file {path}"
    looked = _identify(file)
    packed = looked.kind is Kind.COMPRESSED and looked.inside is None
    return f"{path} is {looked}" if packed else ""


def _path(project: Project, name: str) -> str | None:
    """The path in the project of the file that a name stands for; None if it comes elsewhere."""
    described = image_of(project, name)
    if not described:
        return name
    origin = origin_of(*described)
    return origin.file if origin and origin.way == "file" else None


def _other_architecture(project: Project, name: str, machine: Machine) -> str:
    described = image_of(project, name)
    runs = machine.architecture_facts.runs
    if not described or described[0].architecture in {None, *runs}:
        return ""
    image, _ = described
    return (
        f"images/{image.name}.yaml is for {image.architecture}, "
        f"and machine {machine.name} is {machine.architecture}"
    )


def _identify(file: Path) -> BootImage:
    """Looks at a file once for all machines and tests, as long as it stays the same."""
    status = file.stat()
    return _identified(file, (status.st_ino, status.st_size, status.st_mtime_ns))


@lru_cache
def _identified(file: Path, _state: tuple[int, ...]) -> BootImage:
    return identify(file)
