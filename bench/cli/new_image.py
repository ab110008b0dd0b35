# SPDX-License-Identifier: MIT
"""A first definition of an image, by a look at the file or into the package."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from math import inf
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from bench.architectures.registry import ARCHITECTURES
from bench.artefacts.store import Store
from bench.definitions.images.image import ROLES
from bench.definitions.wording import alternatives
from bench.errors import BenchError
from bench.host.distribution import host_distribution
from bench.images.debian import lock
from bench.images.debian.debian import ARCHITECTURES as OF_PACKAGES
from bench.images.debian.debian import HOST_ARCHITECTURE, Debian
from bench.images.debian.refresh import pin_named
from bench.images.foreign.bootable import role_of
from bench.images.tools import command
from bench.images.tools.progress import Progress
from bench.project import Project
from bench.structs.boot_images.boot_image import BootImage, Kind, Protocol, identify
from bench.text import printable

_HEAD = "# yaml-language-server: $schema=image.schema.json\n"

_BOOTABLE = {
    *(Kind.LINUX, Kind.ZBOOT, Kind.KERNEL, Kind.ROM),
    *(Kind.CD, Kind.DISK, Kind.FLOPPY),
}
"""Kinds of files that boot by themselves."""

_MOST_NAMED = 8
"""Further files of a package that a definition names in comments."""

_EXAMPLE = """\
summary: {name}
kind: kernel
# A path of the project; or {{package: NAME, file: PATH}}, {{url: …, sha256: …}},
# {{command: [make], inputs: [FOLDER], file: PATH}}, {{menu: […]}}, {{folder: PATH, format: fat}}.
source: {name}.elf
"""


def from_nothing(name: str) -> str:
    """A definition to fill in."""
    return _HEAD + _EXAMPLE.format(name=name)


def from_file(name: str, path: str, root: Path) -> str:
    """A definition of a file of the project.

    Raises:
        BenchError: the project does not have the file.
    """
    file = Project(root).find(path)
    if Path(path).is_absolute() or not file.is_file():
        raise BenchError(
            f"the project has no file {path}",
            hint="copy it there, and write its path from the project's root",
        )
    image = identify(file)
    return _definition(name, str(image), image, path)


def from_package(name: str, package: str, root: Path, progress: Progress) -> str:
    """A definition of a file of a package, which is pinned now unless it is.

    Raises:
        BenchError: nothing in it boots by itself.
        HostError: no package source offers it.
    """
    pin_named(root, host_distribution(), package, progress)
    pinned = lock.read(Project(root), host_distribution())
    found = next(one for one in pinned.packages if one.name == package and one.architecture in _ANY)
    with TemporaryDirectory() as folder:
        debian = Debian(pinned, Store(), progress)
        debian.unpack(found, Path(folder))
        files = _known_files(Path(folder))
    bootable = [(path, image) for path, image in files if _is(image, _BOOTABLE)]
    bootable.sort(key=lambda found: _rank(found[1]))
    if not bootable:
        depends = _first_dependency(debian.file(found))
        other = f"look into {depends}, on which it depends, or "
        raise BenchError(
            f"nothing in {package} boots by itself, as far as its files tell",
            hint=f"{other if depends else ''}write images/{name}.yaml by hand: "
            f"kind: {alternatives(ROLES)}",
        )
    (path, image), *others = bootable
    source = {"package": package, "file": path}
    text = _definition(name, f"{image}, of the package {package}", image, source)
    for other, what in others[:_MOST_NAMED]:
        text += f"# file: {other} is {what}\n"
    for other, what in files:
        if _is(what, {Kind.RAM_DISK}):
            text += "# " + _lines({"initrd": {"package": package, "file": other}})
    return text


def _first_dependency(package: Path) -> str:
    """The name of the first package that another one depends on; empty if it depends on none."""
    said = command.run(["dpkg-deb", "-f", package, "Depends"], what=f"read {package.name}")
    return re.split(r"[ ,|(]", said.decode().strip())[0]


def _rank(image: BootImage) -> tuple[bool, bool]:
    """What some machine begins with first; of several variants that for a PC of 64 bits."""
    content = image.inside or image
    facts = ARCHITECTURES.get(content.architecture)
    begins = content.kind is not Kind.KERNEL or bool(
        facts and content.protocols.intersection({*facts.loads, Protocol.MULTIBOOT2})
    )
    return not begins, not (facts and facts.debian == HOST_ARCHITECTURE)


_ANY = (*OF_PACKAGES, "all")


def _definition(name: str, summary: str, image: BootImage, source: str | Mapping[str, str]) -> str:
    role = role_of(image)
    architecture = (image.inside or image).architecture
    values = {
        "summary": printable(f"{name}, {summary}")[:_LONGEST_SUMMARY],
        "kind": next(kind for kind, each in ROLES.items() if each == role),
        **({"architecture": architecture} if architecture else {}),
        "source": source,
    }
    return _HEAD + _lines(values)


_LONGEST_SUMMARY = 200
"""Characters that a summary may have."""


def _lines(values: Mapping[str, object]) -> str:
    """Keys of YAML, a line each, with quotes where a value needs them."""
    return "".join(f"{key}: {_flow(value)}\n" for key, value in values.items())


def _flow(value: object) -> str:
    text = yaml.safe_dump(value, default_flow_style=True, width=inf, sort_keys=False)
    return text.removesuffix("...\n").rstrip("\n")  # the end of a document of one word


def _known_files(root: Path) -> list[tuple[str, BootImage]]:
    """The files of a package that are something to boot, or to boot with, and what each is."""
    files = (path for path in sorted(root.rglob("*")) if path.is_file() and not path.is_symlink())
    looked = ((str(path.relative_to(root)), identify(path)) for path in files)
    return [found for found in looked if _is(found[1], {*_BOOTABLE, Kind.RAM_DISK})]


def _is(image: BootImage, kinds: Collection[Kind]) -> bool:
    return (image.inside or image).kind in kinds
