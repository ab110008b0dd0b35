# SPDX-License-Identifier: MIT
"""Programs of MS-DOS: `hello.com`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bench.cli.names.kind import Kind, in_folders
from bench.definitions.needs import dos

COM = ".com"
"""The suffix of a program of MS-DOS."""


class Dos(Kind[dos.Dos]):
    """The programs of `payloads/dos/`, with their suffix: `hello` may be a kernel's name too."""

    place = 2

    def names(self, root: Path) -> list[str]:
        """The programs' names."""
        return sorted({f"{file.stem}{COM}" for file in in_folders(root, "payloads/dos", "*.S")})

    def need(self, name: str) -> dos.Dos:
        """The program of a name."""
        return dos.Dos(name.removesuffix(COM))

    def label(self, need: dos.Dos) -> str:
        """The program, with its suffix."""
        return f"{need.program}{COM}"

    def with_words(self, need: dos.Dos, words: str) -> dos.Dos:
        """In the program's command tail."""
        return replace(need, arguments=(*need.arguments, *words.split()))

    def held(self, need: dos.Dos) -> dos.Dos:
        """The loader waits for a byte."""
        return replace(need, hold=True)
