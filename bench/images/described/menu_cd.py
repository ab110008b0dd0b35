# SPDX-License-Identifier: MIT
"""A CD with GRUB and a menu, on the screen and on the first serial line."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.definitions.images.menu import Entry
from bench.definitions.images.origin import Origin
from bench.images.kernels.grub_cd import MODULE_COMMANDS, cd_with_grub
from bench.images.workshop import Workshop

_HEAD = """\
serial --unit=0 --speed=115200
terminal_input console serial
terminal_output console serial
"""

_COMMANDS = ("normal", "serial", "terminal", "echo", "ls", "cat", "test", "reboot", "halt")
"""Modules that a menu needs, and a person at its command line."""


def menu_cd(workshop: Workshop, name: str, origin: Origin, resolve: Callable[[str], Path]) -> Path:
    """The CD.

    Args:
        workshop: what recipes work with.
        name: of the image.
        origin: has the menu.
        resolve: finds the file that an entry names.

    Raises:
        HostError: GRUB or one of its tools is missing.
        BenchError: a file is not there, or the CD cannot be made.
    """
    disc = _Disc(resolve)
    entries = [disc.entry(entry) for entry in origin.menu]
    wait = -1 if origin.timeout is None else origin.timeout
    script = "".join([_HEAD, f"set timeout={wait}\n", *entries])
    loaders = {loader for entry in origin.menu for loader in entry.loaders}
    return cd_with_grub(workshop, name, disc.files, script, (*_COMMANDS, *_modules(loaders)))


def _modules(loaders: set[str]) -> Iterator[str]:
    for loader in loaders:
        yield {"chainloader": "chain"}.get(loader, loader)


class _Disc:
    """Gives each file that entries name a place on the CD."""

    def __init__(self, resolve: Callable[[str], Path]) -> None:
        self.files: dict[str, Path] = {}
        self._resolve = resolve
        self._places: dict[str, str] = {}

    def entry(self, entry: Entry) -> str:
        lines = entry.script or tuple(self._lines(entry))
        body = "".join(f"  {line}\n" for line in lines)
        return f"menuentry {shlex.quote(entry.title)} {{\n{body}}}\n"

    def _lines(self, entry: Entry) -> Iterator[str]:
        [loader] = entry.loaders
        words = shlex.join((entry.append or "").split())
        yield f"{loader} {self._place(getattr(entry, loader))} {words}".rstrip()
        if entry.initrd:
            yield f"initrd {self._place(entry.initrd)}"
        for module in entry.modules:
            yield f"{MODULE_COMMANDS[loader]} {self._place(module)}"

    def _place(self, name: str) -> str:
        if name not in self._places:
            file = self._resolve(name)
            self._places[name] = f"/files/{len(self._places)}/{file.name}"
            self.files[self._places[name].lstrip("/")] = file
        return shlex.quote(self._places[name])
