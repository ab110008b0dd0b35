# SPDX-License-Identifier: MIT
"""Kernels without Go's runtime: `rt0/hello`."""

from __future__ import annotations

from pathlib import Path

from bench.cli.names.kind import Kind, in_folders
from bench.definitions.needs import multiboot
from bench.errors import BenchError

RT0 = "rt0/"
"""How the name of a kernel without a runtime begins."""


class Multiboot(Kind[multiboot.Multiboot]):
    """The programs of `kernels/rt0/`, with the folder that they are in."""

    place = 3

    def names(self, root: Path) -> list[str]:
        """The programs' names."""
        programs = in_folders(root, f"kernels/{RT0}", "*/main.go")
        return sorted({f"{RT0}{file.parent.name}" for file in programs})

    def need(self, name: str) -> multiboot.Multiboot:
        """The kernel of a name."""
        return multiboot.Multiboot(name.removeprefix(RT0))

    def label(self, need: multiboot.Multiboot) -> str:
        """The program, with the folder."""
        return f"{RT0}{need.program}"

    def with_words(self, need: multiboot.Multiboot, words: str) -> multiboot.Multiboot:
        """It takes none."""
        del need, words
        raise BenchError("a kernel without a runtime takes no words", hint="leave --append out")
