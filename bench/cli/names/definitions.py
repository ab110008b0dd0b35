# SPDX-License-Identifier: MIT
"""The project's machines; mistakes in them are named as the working directory sees them."""

from __future__ import annotations

import os
from pathlib import Path

from bench.definitions import loader
from bench.definitions.machine import Machine
from bench.project import Project


def load_machine(name: str, root: Path) -> Machine:
    """One machine.

    Raises:
        DefinitionError: with every mistake in it, or the name that was probably meant.
    """
    return loader.load_machine(name, *_folders(root))


def load_machines(root: Path) -> dict[str, Machine]:
    """All machines by their names.

    Raises:
        DefinitionError: with every mistake in every one.
    """
    return loader.load_machines(*_folders(root))


def _folders(root: Path) -> list[Path]:
    return [Path(os.path.relpath(folder)) for folder in Project(root).machines]
