# SPDX-License-Identifier: MIT
"""Linux systems: `linux`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bench.cli.names.kind import Kind
from bench.definitions.needs import linux


class Linux(Kind[linux.Linux]):
    """The kernel that stands in no folder of `kernels/`."""

    place = 0

    def names(self, root: Path) -> list[str]:
        """One name, in every project."""
        del root
        return ["linux"]

    def need(self, name: str) -> linux.Linux:
        """A system with nothing but busybox."""
        del name
        return linux.Linux()

    def with_words(self, need: linux.Linux, words: str) -> linux.Linux:
        """On the kernel's command line."""
        return replace(need, append=f"{need.append} {words}".strip())
