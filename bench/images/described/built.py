# SPDX-License-Identifier: MIT
"""A file that a command of the user's makes."""

from __future__ import annotations

import shutil
from pathlib import Path

from bench.artefacts import digest
from bench.definitions.images.origin import Origin
from bench.errors import BenchError
from bench.images.foreign.made import BUILD_TOOLS, tools_identity
from bench.images.tools import command
from bench.images.tools.complaint import Place
from bench.images.workshop import Workshop


def built(workshop: Workshop, name: str, origin: Origin) -> Path:
    """The file, made anew when an input or the command has changed.

    The command runs in a copy of the inputs, laid out as in the project, and reaches nothing
    outside of it but the system's tools.

    Raises:
        BenchError: the command fails, or does not make the file.
    """
    where = f"images/{name}.yaml"
    if not origin.file:
        raise BenchError("the command makes no file", hint="name it: file: PATH", where=where)
    product = Path(origin.file)
    inputs = origin.inputs or ((product.parts[0],) if len(product.parts) > 1 else ())
    sources = [workshop.sources(each) for each in inputs]
    for each, path in zip(sources, inputs, strict=True):
        if not each.files:
            raise BenchError(
                f"there is nothing at {path}", hint="inputs are its files", where=where
            )
    workshop.inputs.note_program(*BUILD_TOOLS, origin.command[0])

    def build(folder: Path) -> None:
        workshop.progress.step(f"build {product}")
        copy = folder / "source"
        copy.mkdir()
        for each in sources:
            each.copy(copy)
        (copy / product).unlink(missing_ok=True)  # what lies there is of another day
        place = sources[0].place(copy) if sources else Place(copy, Path())
        at_root = Place(place.copy, Path(), place.elsewhere, place.origin)
        command.make(list(origin.command), what=f"build {product}", place=at_root)
        if not command.is_made(copy / product):
            raise BenchError(f"{origin.command[0]} ended well and made no {product}", where=where)
        shutil.copy(copy / product, folder / product.name)
        command.remove(copy)

    key = digest.combined(
        digest.of_path(Path(__file__)),
        "\0".join(origin.command),
        str(product),
        *(each.digest for each in sources),
        *tools_identity(),
    )
    return workshop.store.artefact(f"built-{name}", key, build) / product.name
