# SPDX-License-Identifier: MIT
"""All architectures, found by their files: each module of this room that has an `ARCHITECTURE`."""

from __future__ import annotations

import pkgutil
import platform
from collections.abc import Iterator
from importlib import import_module

from bench import architectures
from bench.architectures.architecture import Architecture
from bench.architectures.board import Board


def _found() -> Iterator[Architecture]:
    for module in pkgutil.iter_modules(architectures.__path__, f"{architectures.__name__}."):
        if module.name != __name__:
            found = getattr(import_module(module.name), "ARCHITECTURE", None)
            if isinstance(found, Architecture):
                yield found


ARCHITECTURES: dict[str, Architecture] = {found.name: found for found in _found()}
"""By their names, in alphabetical order."""

BOARDS: tuple[Board, ...] = tuple(
    {id(board): board for each in ARCHITECTURES.values() for board in each.boards.values()}.values()
)
"""Each once, in the order of their architectures."""

WITH_LINUX: tuple[Architecture, ...] = tuple(
    each for each in ARCHITECTURES.values() if each.linux is not None
)
"""Those for which the bench brings Linux."""


def of_this_host() -> Architecture | None:
    """The architecture of this host's kernel; None where it is not one of them."""
    return ARCHITECTURES.get(platform.machine())


def system_call_number(name: str) -> int:
    """The number of a system call on this host; -1, which is none, where it is not known."""
    host = of_this_host()
    return host.linux.system_calls.get(name, -1) if host and host.linux else -1


def packages_of(program: str) -> str | None:
    """Debian's packages of an architecture's emulator or tool chain; None for another program."""
    for each in ARCHITECTURES.values():
        if program == each.qemu:
            return each.qemu_package
        if program.startswith(each.cross):
            return each.compiler_packages
    return None
