# SPDX-License-Identifier: MIT
"""The kinds of guests: each module here builds what one of them boots, by its function `build`."""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from bench.definitions.need import Need
from bench.definitions.prepared import Prepared
from bench.images.platform import Platform
from bench.images.workshop import Workshop


class Recipe(Protocol):
    """Fetches and builds what a need boots on a platform."""

    def __call__(self, workshop: Workshop, need: Need, platform: Platform) -> Prepared:
        """Build it; the files, and the way to start from them."""


def recipe(kind: str) -> Recipe:
    """The recipe of a kind of guests.

    Raises:
        ImportError: it has no module here.
    """
    return cast("Recipe", import_module(f"{__name__}.{kind}").build)
