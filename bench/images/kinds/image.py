# SPDX-License-Identifier: MIT
"""Images of the project's."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from bench.definitions.needs.image import Image
from bench.definitions.prepared import Prepared
from bench.images.described.described import as_boot, definition, file_of
from bench.images.foreign.foreign import foreign
from bench.images.platform import Platform
from bench.images.workshop import Workshop


def build(workshop: Workshop, need: Image, platform: Platform) -> Prepared:
    """Fetch or make the files, look at them, and give them to what loads them."""
    assert platform.machine, "it decides how a file is booted"
    find = partial(file_of, workshop)
    made = foreign(workshop, as_boot(workshop.project, need), platform.machine, find)
    image = definition(workshop.project, need)
    return replace(made, passes=image.passes, again=image.reset == "again")
