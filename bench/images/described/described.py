# SPDX-License-Identifier: MIT
"""The file that a name stands for: an image of the project's, a part of one, or a path."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bench.definitions.images.image import PARTS, ROLES, Image
from bench.definitions.images.loader import FOLDER, is_defined, load_image
from bench.definitions.images.origin import Origin
from bench.definitions.needs.boot import Boot
from bench.definitions.needs.image import Image as Named
from bench.definitions.reading.inheritance import Folder
from bench.definitions.wording import alternatives, suggest, with_article
from bench.errors import BenchError
from bench.images.described import origins
from bench.images.foreign.made import made
from bench.images.workshop import Workshop
from bench.project import Project


def image_of(project: Project, name: str) -> tuple[Image, str] | None:
    """The image that a name stands for, and which of its `PARTS`; None for a path.

    Raises:
        DefinitionError: its file has a mistake.
        BenchError: it has no such part.
    """
    name, colon, part = name.partition(":")
    folders = project.folders(FOLDER)
    if not is_defined(name, folders):
        return None
    image = load_image(name, *folders)
    part = part if colon else PARTS[0]
    if part not in PARTS or not origin_of(image, part):
        there = [each for each in PARTS[1:] if origin_of(image, each)]
        raise BenchError(
            f"image {name} has no {part}",
            hint=f"write {alternatives(f'{name}:{each}' for each in there)}"
            if there
            else f"give images/{name}.yaml a key {part}",
        )
    return image, part


def definition(project: Project, need: Named) -> Image:
    """The image that a need names.

    Raises:
        DefinitionError: its file has a mistake.
        BenchError: the project has no such image.
    """
    folders = project.folders(FOLDER)
    if not is_defined(need.name, folders):
        names = Folder(*folders).names()
        raise BenchError(f"there is no image {need.name}", hint=suggest(need.name, names))
    return load_image(need.name, *folders)


def as_boot(project: Project, need: Boot | Named) -> Boot:
    """The files of a need; of an image all that its definition says.

    Raises:
        DefinitionError: its file is missing, or has a mistake.
        BenchError: it does not boot by itself.
    """
    if isinstance(need, Boot):
        return _with_variables(project, need)
    image = definition(project, need)
    role = ROLES[image.kind]
    if role in {"initrd", "device_tree"}:
        raise BenchError(
            f"image {image.name} is {with_article(image.kind)}, which a kernel boots with",
            hint=f'write bench.Boot(kernel=…, {role}="{image.name}")',
        )
    value: str | tuple[str, ...] = image.name
    if role in {"disks", "pflash"}:
        value = (image.name, *([f"{image.name}:vars"] if image.vars else []))
    parts = {
        part.replace("-", "_"): f"{image.name}:{part}"
        for part in ("initrd", "device-tree")
        if origin_of(image, part)
    }
    words = f"{image.append or ''} {need.append}".strip()
    named = {role: value, "append": words, "freeze": image.freeze or "", **parts}
    return Boot(reset=need.reset, **named)  # type: ignore[arg-type]


def _with_variables(project: Project, need: Boot) -> Boot:
    """With the variables of the image that is its flash memory, if it names no others."""
    if len(need.pflash) != 1 or not (found := image_of(project, need.pflash[0])):
        return need
    image, _ = found
    return replace(need, pflash=(*need.pflash, f"{image.name}:vars")) if image.vars else need


def file_of(workshop: Workshop, role: str, name: str) -> Path:
    """The file that a test names, fetched or made now unless it is there.

    Args:
        workshop: what recipes work with.
        role: the argument of `bench.Boot` that names it.
        name: of an image, of a part of one (`NAME:initrd`), or a path from the project's root.

    Raises:
        BenchError: there is none, or it is for something else.
        HostError: it cannot be fetched.
    """
    workshop.inputs.note(*workshop.project.places(FOLDER))
    if not (found := image_of(workshop.project, name)):
        return made(workshop, name)
    image, part = found
    wanted = ROLES[image.kind] if part == PARTS[0] else part.replace("-", "_")
    if role not in {wanted, _ANY}:
        raise BenchError(
            f"image {name} is for {wanted}= and not for {role}=",
            hint=f"write {wanted}=, or change kind in images/{image.name}.yaml",
        )
    origin = origin_of(image, part)
    assert origin, "image_of looked"
    return origins.fetched(workshop, image, origin, lambda inner: file_of(workshop, _ANY, inner))


_ANY = "any"
"""The role of a file on a medium that is made: whatever it is."""


def origin_of(image: Image, part: str) -> Origin | None:
    """Where one of an image's `PARTS` comes from; None if it has no such part."""
    found: Origin | None = getattr(image, part.replace("-", "_"))
    return found
