# SPDX-License-Identifier: MIT
"""Kernels of the user's own: built where they lie, or from Debian's source by a configuration.

The kernel's own build leaves a link `source` in a folder that is not that of the sources (its
Documentation/kbuild/kbuild.rst, "KBUILD_OUTPUT").
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench.architectures.architecture import Architecture
from bench.architectures.registry import ARCHITECTURES
from bench.artefacts import digest
from bench.definitions.images.image import Image
from bench.definitions.wording import alternatives
from bench.errors import BenchError
from bench.images.kernel_tree import OF_A_BUILD, KernelTree, is_built_tree, is_source_tree
from bench.images.linux import kconfig
from bench.images.linux.port import port_to
from bench.images.linux.source_kernel import read_by_modules, source_kernel
from bench.images.workshop import Workshop

_SYMBOLS = "Module.symvers"


def kernel_of(workshop: Workshop, image: Image) -> Path:
    """The kernel that was built where an image says, or that is built now as it says.

    Raises:
        BenchError: nothing was built there, or the configuration does not come out.
    """
    origin = image.source
    if origin.kernel_config:
        return _configured(workshop, image) / "kernel"
    folder = _folder(workshop, image)
    if origin.file:
        found = folder / origin.file
    else:
        images = (folder / name for name in _images(image))
        found = next((each for each in images if each.is_file()), folder / "kernel")
    if not found.is_file():
        raise BenchError(
            f"{origin.kernel_build} has no {found.relative_to(folder)}",
            hint="build it there: make",
            where=_where(image),
        )
    workshop.inputs.note(found)
    return found


def tree_of(workshop: Workshop, image: Image, architecture: Architecture) -> KernelTree | None:
    """What modules of an image's kernel are built with; None where its definition does not tell.

    Raises:
        BenchError: nothing was built there, or the configuration does not come out.
    """
    if image.source.kernel_config:
        made = _configured(workshop, image)
        return KernelTree(image.name, made.name, made / "build", (made,))
    if not image.source.kernel_build:
        return None
    folder = _folder(workshop, image)
    if not (folder / _SYMBOLS).is_file():
        raise BenchError(
            f"{image.source.kernel_build} has no {_SYMBOLS}: its modules were not built",
            hint="run make modules there",
            where=_where(image),
        )
    source = (folder / "source").resolve()
    # A link of somebody else's may lead anywhere: of folders elsewhere only such a one is read.
    elsewhere = source != folder and is_source_tree(source)
    reads = (folder, source) if elsewhere else (folder,)
    facts = [
        f"{path} {(state := path.stat()).st_size} {state.st_mtime_ns}"
        for each in reads
        for path in read_by_modules(each, f"arch/{port_to(architecture).arch}")
        if path.is_file()
    ]
    key = digest.combined(digest.of_path(Path(__file__)), *facts)
    return KernelTree(image.name, key, folder, reads, folder)


def _folder(workshop: Workshop, image: Image) -> Path:
    named = image.source.kernel_build
    assert named, "asked for with a folder only"
    folder = workshop.project.find(named).resolve()
    workshop.inputs.note(*(folder / name for name in (*OF_A_BUILD, _SYMBOLS)))
    if is_built_tree(folder):
        return folder
    lacking = next(name for name in OF_A_BUILD if not (folder / name).is_file())
    raise BenchError(
        f"Linux was not built in {named}: there is no {lacking}",
        hint="name the folder that make ran in, or that O= named",
        where=_where(image),
    )


def _images(image: Image) -> Iterator[str]:
    """Where the kernel's build leaves kernels, of the image's architecture or of any."""
    for each in ARCHITECTURES.values():
        if each.linux and image.architecture in {None, each.name}:
            yield each.linux.image


def _configured(workshop: Workshop, image: Image) -> Path:
    if image.architecture is None:
        fitting = [name for name, facts in ARCHITECTURES.items() if facts.linux]
        raise BenchError(
            "nothing says for which architecture Linux is to be built",
            hint=f"write architecture: {alternatives(fitting)}",
            where=_where(image),
        )
    architecture = ARCHITECTURES[image.architecture]
    for name in image.source.kernel_config:
        workshop.look(name)
    options = kconfig.fragment(workshop.project, image.source.kernel_config, architecture)
    return source_kernel(workshop, architecture, image.name, options)


def _where(image: Image) -> str:
    return f"images/{image.name}.yaml"
