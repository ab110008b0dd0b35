# SPDX-License-Identifier: MIT
"""Programs of MS-DOS, on a disk with the loader."""

from __future__ import annotations

from bench.definitions.needs.dos import Dos
from bench.definitions.prepared import FromDisk
from bench.images.dos_disk import dos_disk
from bench.images.platform import Platform
from bench.images.workshop import Workshop


def build(workshop: Workshop, need: Dos, platform: Platform) -> FromDisk:
    """Assemble the program, and lay a disk out."""
    image, symbols = dos_disk(workshop, need, platform.architecture)
    return FromDisk(image=image, symbols=symbols)
