# SPDX-License-Identifier: MIT
"""Kernel modules from `payloads/modules/NAME/`, in the order in which they are loaded.

A folder has a `Kbuild` or a `Makefile` with `obj-m`, as the kernel takes them (its
Documentation/kbuild/modules.rst). It may make several modules, and they may use symbols that
other folders' modules, or the kernel's own, export: those are loaded before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.architectures.architecture import Architecture
from bench.errors import BenchError
from bench.images.linux.kernel_modules import DEPENDS, kernel_module
from bench.images.linux.module_build import Made, build_modules
from bench.images.linux.module_folders import FOLDER, has_folder, plain
from bench.images.workshop import Workshop


def modules(workshop: Workshop, name: str, architecture: Architecture) -> tuple[Path, ...]:
    """Build what a test loads by a name, against the headers of the kernel of `linux.kernel`.

    The same sources give the same bytes, wherever the project and the cache are.

    Args:
        workshop: what recipes work with.
        name: a folder, which gives the module of its name, or all that it makes if none has it;
            or `FOLDER/MODULE`.
        architecture: whose kernel.

    Returns:
        The `.ko` files, each behind those that it needs.

    Raises:
        BenchError: there is no such folder, or it does not compile; the error names the
            file and line.
    """
    folder, module = _split(workshop, name)
    made = build_modules(workshop, folder, architecture)
    if module or _find(made, folder):
        return _loaded(workshop, architecture, made, [_the(made, module or folder)])
    return _loaded(workshop, architecture, made, made.modules)


def modules_to_load(workshop: Workshop, name: str, architecture: Architecture) -> dict[str, Path]:
    """Build what a test loads itself, by the name that it asked for.

    Returns:
        The same files by the names under which they lie in the guest.

    Raises:
        BenchError: as `modules`, or the folder makes one module, of another name.
    """
    folder, module = _split(workshop, name)
    made = build_modules(workshop, folder, architecture)
    if len(made.modules) == 1:
        _the(made, module or folder)
    asked = Path(name).name
    return {
        f"{asked if plain(file.stem) == plain(asked) else file.stem}.ko": file
        for file in modules(workshop, name, architecture)
    }


def _split(workshop: Workshop, name: str) -> tuple[str, str]:
    """The folder that a name means, and the module in it if it names one."""
    above, _, last = name.rpartition("/")
    return (above, last) if above and not has_folder(workshop, name) else (name, "")


def _find(made: Made, name: str) -> Path | None:
    stem = plain(Path(name).name)
    return next((file for file in made.modules if plain(file.stem) == stem), None)


def _the(made: Made, name: str) -> Path:
    """The module of a name."""
    if found := _find(made, name):
        return found
    raise BenchError(
        f"makes {' and '.join(file.name for file in made.modules)}",
        hint=f"write obj-m := {Path(name).name}.o",
        where=f"{FOLDER}/{made.name}",
    )


def _loaded(
    workshop: Workshop, architecture: Architecture, made: Made, files: tuple[Path, ...] | list[Path]
) -> tuple[Path, ...]:
    loading = _Loading(workshop, architecture)
    return tuple(dict.fromkeys(each for file in files for each in loading.of(file, made)))


@dataclass(frozen=True)
class _Loading:
    """Orders modules."""

    workshop: Workshop
    architecture: Architecture

    def of(self, file: Path, made: Made) -> Iterator[Path]:
        """A module of a folder, behind all that it needs."""
        found = DEPENDS.search(file.read_bytes())
        for name in found[1].decode().split(",") if found and found[1] else ():
            yield from self._needed(name, made)
        yield file

    def _needed(self, name: str, made: Made) -> Iterator[Path]:
        if own := _find(made, name):
            yield from self.of(own, made)
            return
        for folder in made.uses:
            other = build_modules(self.workshop, folder, self.architecture)
            if found := _find(other, name):
                yield from self.of(found, other)
                return
        yield from kernel_module(self.workshop, name, self.architecture)
