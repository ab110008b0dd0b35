# SPDX-License-Identifier: MIT
"""Whether a machine will boot somebody's files, as far as looking at them tells beforehand."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from bench.definitions.machine import Machine
from bench.definitions.needs.boot import Boot
from bench.errors import BenchError
from bench.images.foreign.bootable import check
from bench.images.foreign.made import makefile_folder
from bench.project import Project
from bench.structs.boot_images.boot_image import BootImage, Kind, identify


def unforeseen(project: Project, need: Boot) -> str:
    """Why only preparing tells what is to boot; empty if looking does."""
    for _, path in need.files:
        if folder := makefile_folder(project, path):
            return f"{path} is what the Makefile of {folder}/ makes of it"
        file = project.find(path)
        if not file.exists():
            return f"there is no file {path}"
        image = _identify(file)
        if image.kind is Kind.COMPRESSED and image.inside is None:
            return f"{path} is {image}"
    return ""


def obstacle(project: Project, need: Boot, machine: Machine) -> str:
    """Why a machine does not boot something, in a line; empty if it does, or nobody can tell."""
    if unforeseen(project, need):
        return ""
    images: dict[str, tuple[tuple[Path, BootImage], ...]] = {}
    for role, path in need.files:
        images[role] = (*images.get(role, ()), (Path(path), _identify(project.find(path))))
    try:
        check(images, machine)
    except BenchError as error:
        return str(error)
    return ""


def _identify(file: Path) -> BootImage:
    """Looks at a file once for all machines and tests, as long as it stays the same."""
    status = file.stat()
    return _identified(file, (status.st_ino, status.st_size, status.st_mtime_ns))


@lru_cache
def _identified(file: Path, _state: tuple[int, ...]) -> BootImage:
    return identify(file)
