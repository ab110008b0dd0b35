# SPDX-License-Identifier: MIT
"""Finds each kind's part of a layer: a package with a module for each kind of guest.

A module with the kind's name in that package is all that it takes: no list names it.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import TypeVar

T = TypeVar("T")


def modules_of(package: str) -> tuple[str, ...]:
    """The names of the modules in a package, without the package's own, in alphabetical order."""
    return tuple(sorted(module.name for module in iter_modules(import_module(package).__path__)))


def part(package: str, module: str, base: type[T]) -> type[T]:
    """The class that a module of a package adds to those that derive from `base`.

    Raises:
        ImportError: there is no such module.
        LookupError: it does not define exactly one such class.
    """
    whole = import_module(f"{package}.{module}")
    own = [
        value
        for value in vars(whole).values()
        if isinstance(value, type)
        and issubclass(value, base)
        and value.__module__ == whole.__name__
    ]
    if len(own) != 1:
        raise LookupError(f"{whole.__name__} defines {len(own)} classes of {base.__name__}")
    return own[0]
