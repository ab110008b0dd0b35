# SPDX-License-Identifier: MIT
"""The folders of `payloads/modules/`: which there are, and which of them use each other's symbols.

All of it is read from the sources, so that a module's key is known before anything is built. It
may name more folders than a module comes to use, and no fewer.
"""

from __future__ import annotations

import re
from collections.abc import Set
from fnmatch import fnmatchcase
from itertools import chain
from pathlib import Path

from bench.definitions.wording import suggest
from bench.errors import BenchError
from bench.images.tools.sources import Sources, is_built_alone
from bench.images.workshop import Workshop

FOLDER = "payloads/modules"

_EXPORT = re.compile(rb"\bEXPORT_SYMBOL(?:_NS)?(?:_GPL)?\s*\(\s*(\w+)")
_SYMBOLS_OF = re.compile(rb"\.\./([\w-]+)/Module\.symvers")
"""How the kernel's documentation has a Kbuild file name another module's symbols."""

_LEFTOVERS = (".*.cmd", "*.ko", "*.mod", "*.mod.[co]", "modules.order", "Module.symvers")
"""Leftovers of an earlier build among the sources: a new build would take an object for its own."""


def plain(name: str) -> str:
    """A module's name as the kernel knows it."""
    return name.replace("-", "_")


def has_folder(workshop: Workshop, name: str) -> bool:
    """Whether a module is one of the project's, or of the base's."""
    return workshop.look(f"{FOLDER}/{name}").is_dir()


def names(workshop: Workshop) -> list[str]:
    """The folders that are built."""
    folders = workshop.project.folders(FOLDER)
    return sorted(
        {entry.name for folder in folders for entry in folder.iterdir() if is_built_alone(entry)}
    )


def sources(workshop: Workshop, name: str) -> Sources:
    """The sources of a module.

    Raises:
        BenchError: there is nothing to build.
    """
    folder = workshop.look(f"{FOLDER}/{name}")
    if not folder.is_dir():
        raise BenchError(
            f"there is no module {name}", hint=suggest(name, names(workshop)), where=FOLDER
        )
    if not is_built_alone(folder):
        raise BenchError(
            "has no Kbuild or Makefile", hint=_instead(folder), where=f"{FOLDER}/{name}"
        )
    return workshop.sources(f"{FOLDER}/{name}", leave_out=_is_leftover)


def _instead(folder: Path) -> str:
    """The remedy for a folder without a Kbuild file."""
    for entry in sorted(folder.iterdir()):
        if entry.is_dir() and is_built_alone(entry):
            return f"its files lie in {entry.name}/"
        if entry.name.lower() in {
            "kbuild",
            "makefile",
            "gnumakefile",
            "makefile.txt",
            "kbuild.txt",
        }:
            return f"call {entry.name} Makefile"
    modules = sorted(file.stem for file in folder.glob("*.c"))
    return f"write a Kbuild file with obj-m := {modules[0] if modules else folder.name}.o"


def related(workshop: Workshop, name: str) -> list[str]:
    """A folder, and all that it may take symbols from, near and far."""
    found = [name]
    for one in found:  # grows
        text = b"".join(content for _, content in sources(workshop, one).texts())
        near = exporters(workshop, one, set(re.findall(rb"\w+", text)))
        found += sorted({*named(text), *chain(*near.values())} - set(found))
    return found


def named(text: bytes) -> list[str]:
    """The folders whose `Module.symvers` a text names."""
    return sorted({found[1].decode() for found in _SYMBOLS_OF.finditer(text)})


def exporters(workshop: Workshop, name: str, wanted: Set[bytes]) -> dict[bytes, list[str]]:
    """Which other folders export each of some symbols, of those that any does."""
    found: dict[bytes, list[str]] = {}
    for other in names(workshop):
        for symbol in sorted(_exports(workshop, other) & wanted) if other != name else ():
            found.setdefault(symbol, []).append(other)
    return found


def definition(workshop: Workshop, name: str, symbol: str) -> str:
    """Which file of another folder defines a function; empty if none does."""
    begins = re.compile(rb"^\w[\w \t*]*\b%s\s*\([^;]*$" % symbol.encode(), re.MULTILINE)
    for other in names(workshop):
        for path, text in _own_texts(workshop, other) if other != name else ():
            if path.suffix == ".c" and begins.search(text):
                return str(path)
    return ""


def _exports(workshop: Workshop, name: str) -> set[bytes]:
    """The symbols that a folder exports."""
    texts = (text for _, text in _own_texts(workshop, name))
    return {found[1] for text in texts for found in _EXPORT.finditer(text)}


def _own_texts(workshop: Workshop, name: str) -> list[tuple[Path, bytes]]:
    """The modules that a folder's own files name; none if it cannot be built."""
    every = Sources(workshop.project, f"{FOLDER}/{name}", _is_leftover)
    try:
        return [one for one in every.texts() if one[0].is_relative_to(every.folder)]
    except BenchError:
        return []


def _is_leftover(name: str) -> bool:
    return name != "go.mod" and any(fnmatchcase(name, pattern) for pattern in _LEFTOVERS)
