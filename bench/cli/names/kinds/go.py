# SPDX-License-Identifier: MIT
"""Bare-metal Go kernels: `hello`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bench.cli.names.kind import Kind
from bench.definitions.needs import go
from bench.images.kernels.folders import kernel_names
from bench.project import Project


class Go(Kind[go.Go]):
    """The folders of `kernels/`."""

    place = 1

    def names(self, root: Path) -> list[str]:
        """The folders' names."""
        return kernel_names(Project(root))

    def need(self, name: str) -> go.Go:
        """The kernel of a folder."""
        return go.Go(name)

    def label(self, need: go.Go) -> str:
        """The folder's name."""
        return need.kernel

    def with_words(self, need: go.Go, words: str) -> go.Go:
        """As arguments of the program."""
        return replace(need, arguments=(*need.arguments, *words.split()))
