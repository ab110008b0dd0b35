# SPDX-License-Identifier: MIT
"""Images of the project's: `bench boot pc memtest`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bench.cli.names.kind import Kind
from bench.definitions.images.loader import FOLDER
from bench.definitions.needs import image
from bench.definitions.reading.inheritance import Folder
from bench.project import Project


class Image(Kind[image.Image]):
    """They have the names of their files in `images/`."""

    def names(self, root: Path) -> list[str]:
        """Those of the project, and of the base."""
        return Folder(*Project(root).folders(FOLDER)).names()

    def need(self, name: str) -> image.Image:
        """With the words that its definition has."""
        return image.Image(name)

    def with_words(self, need: image.Image, words: str) -> image.Image:
        """Behind those of its definition."""
        return replace(need, append=f"{need.append} {words}".strip())
