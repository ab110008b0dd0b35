# SPDX-License-Identifier: MIT
"""Images from the files of folders, of which an earlier one's come before a later one's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from bench.definitions.images.image import Image
from bench.definitions.reading.inheritance import Folder
from bench.definitions.reading.loading import load, load_all
from bench.definitions.reading.problem import Problem
from bench.definitions.words import NAME

FOLDER = "images"
"""The folder of a project that has them."""


def is_defined(name: str, folders: Sequence[Path]) -> bool:
    """Whether a name is an image's, rather than a file's."""
    return bool(re.fullmatch(NAME, name)) and Folder(*folders).file(name) is not None


def load_image(name: str, *folders: Path) -> Image:
    """Load `name.yaml` of the first folder that has it, completed by what it extends.

    Raises:
        DefinitionError: with every mistake in the file and in those that it extends.
    """
    return load(name, Folder(*folders, of="image"), Image)[0]


def load_images(*folders: Path) -> tuple[dict[str, Image], tuple[Problem, ...]]:
    """All images of folders that are right, by name, and every mistake in the others."""
    folder = Folder(*folders, of="image")
    return load_all(folder, lambda name: load(name, folder, Image)[0])
