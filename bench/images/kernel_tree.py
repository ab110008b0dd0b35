# SPDX-License-Identifier: MIT
"""The headers and tools of a kernel's build, which modules are built with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

OF_A_BUILD = (
    ".config",
    "Makefile",
    "include/config/kernel.release",
    "include/generated/autoconf.h",
)
"""What the kernel's own build leaves in the folder in which it ran."""


def is_built_tree(folder: Path) -> bool:
    """Whether Linux was built in a folder, by the kernel's own build."""
    return all((folder / name).is_file() for name in OF_A_BUILD)


OF_A_SOURCE = ("Makefile", "Kbuild", "Kconfig", "MAINTAINERS")
"""Files of Linux' source."""


def is_source_tree(folder: Path) -> bool:
    """Whether Linux' source is in a folder, as far as a build may read it."""
    return all((folder / name).is_file() for name in OF_A_SOURCE)


@dataclass(frozen=True)
class KernelTree:
    """What `make -C` of a kernel's external modules takes.

    Attributes:
        name: of the kernel, in names of artefacts.
        key: tells all that is in it.
        folder: what `make -C` takes.
        reads: all folders that its files refer to.
        modules: the folder with modules of its own and the lists of them; None where there are
            none.
    """

    name: str
    key: str
    folder: Path
    reads: tuple[Path, ...]
    modules: Path | None = None
