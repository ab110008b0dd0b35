# SPDX-License-Identifier: MIT
"""Files that somebody else has built: `bench boot pc disk.img`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bench.cli.names.kind import Kind
from bench.definitions.needs import boot


class Boot(Kind[boot.Boot]):
    """Files have paths, and no names."""

    def label(self, need: boot.Boot) -> str:
        """The file's name, without its folder."""
        return Path(need.what).name

    def with_words(self, need: boot.Boot, words: str) -> boot.Boot:
        """On the kernel's command line."""
        return replace(need, append=f"{need.append} {words}".strip())

    def with_initrd(self, need: boot.Boot, initrd: Path) -> boot.Boot:
        """In place of the need's own."""
        return replace(need, initrd=str(initrd.resolve()))
