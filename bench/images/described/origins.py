# SPDX-License-Identifier: MIT
"""The ways in which a file comes that an image names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bench.definitions.images.image import Image
from bench.definitions.images.origin import Origin
from bench.images.debian.debian import architecture_of
from bench.images.described.built import built
from bench.images.described.download import downloaded
from bench.images.described.folder_image import folder_image
from bench.images.described.menu_cd import menu_cd
from bench.images.described.packaged import packaged
from bench.images.foreign.made import made
from bench.images.linux.own_kernel import kernel_of
from bench.images.workshop import Workshop


def fetched(
    workshop: Workshop, image: Image, origin: Origin, resolve: Callable[[str], Path]
) -> Path:
    """The file of an origin, fetched or made now unless it is there.

    Args:
        workshop: what recipes work with.
        image: whose file it is.
        origin: where it comes from.
        resolve: finds the file of another image, or of a path.

    Raises:
        BenchError: there is none, or it does not build.
        HostError: it cannot be fetched, or a tool is missing.
    """
    makers: dict[str, Callable[[], Path]] = {
        "package": lambda: packaged(workshop, origin, architecture_of(image)),
        "url": lambda: downloaded(workshop, image.name, origin),
        "command": lambda: built(workshop, image.name, origin),
        "menu": lambda: menu_cd(workshop, image.name, origin, resolve),
        "folder": lambda: folder_image(workshop, image.name, origin),
        "kernel-build": lambda: kernel_of(workshop, image),
        "kernel-config": lambda: kernel_of(workshop, image),
        "file": lambda: made(workshop, origin.file or ""),
    }
    return makers[origin.way]()
