# SPDX-License-Identifier: MIT
"""Prepares files that somebody else has built: looks at them, unpacks them, gives them to GRUB."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from bench.artefacts import digest
from bench.definitions.machine import Machine
from bench.definitions.machine_keys import SD
from bench.definitions.needs.boot import Boot
from bench.definitions.prepared import (
    Disk,
    FromCd,
    FromFirmware,
    FromKernel,
    Media,
    Prepared,
)
from bench.images.foreign.bootable import Loader, check
from bench.images.foreign.unpack import looked
from bench.images.kernels.grub_cd import grub_cd
from bench.images.tools import command
from bench.images.workshop import Workshop
from bench.structs.boot_images.boot_image import BootImage, Kind, identify
from bench.structs.boot_images.disk_image import FLOPPIES, SECTOR

Looked = tuple[Path, BootImage]
"""A file, and what it is."""

Finder = Callable[[str, str], Path]
"""Gives the file of a role, which is an argument of `bench.Boot`, and a name."""

_SMALLEST_DISK = 16 * 63 * SECTOR
"""Bytes: of a smaller disk SeaBIOS finds no first cylinder, which has 16 heads and 63 sectors."""

_NOT_LOOKED_INTO = ("initrd", "firmware", "pflash", "vars", "modules")
"""Roles whose files are handed on as they are, also compressed."""


def foreign(workshop: Workshop, need: Boot, machine: Machine, find: Finder) -> Prepared:
    """Build, unpack and check what somebody brought; see `prepare`.

    Args:
        workshop: what recipes work with.
        need: names the files.
        machine: which is to boot them.
        find: gives the file of a role and a name.

    Raises:
        BenchError: a file is not there, does not build, or is nothing that this machine boots.
    """
    images: dict[str, tuple[Looked, ...]] = {}
    for role, path in need.files:
        file = find(role, path)
        images[role] = (*images.get(role, ()), _look(workshop, role, file))
    loader = check(images, machine)
    media = Media(
        firmware=_first(images, "firmware"),
        flash=_first(images, "pflash"),
        variables=next(
            (_disk(workshop, *each, card=False) for each in images.get("vars", ())), None
        ),
        cdrom=_first(images, "cdrom"),
        floppy=next((_floppy(workshop, *each) for each in images.get("floppy", ())), None),
        disks=tuple(
            _disk(workshop, *each, card=machine.takes_disks_by == SD)
            for each in images.get("disks", ())
        ),
        order=need.order,
        freeze=need.freeze,
    )
    if not need.kernel:
        return FromFirmware(**vars(media))
    [(kernel, image)] = images["kernel"]
    known = replace(
        media,
        symbols=kernel if image.kind is Kind.KERNEL and image.segments else None,
        linux=image.linux,
    )
    initrd = _first(images, "initrd")
    modules = tuple(file for file, _ in images.get("modules", ()))
    if loader is not Loader.QEMU:
        words = tuple(need.append.split())
        found = (*((initrd,) if initrd else ()), *modules)
        cd = grub_cd(workshop, kernel, command=loader, words=words, modules=found)
        return FromCd(image=cd, **vars(known))
    return FromKernel(
        kernel=kernel,
        initrd=initrd,
        modules=modules,
        arguments=(need.append,) if need.append else (),
        device_tree=_first(images, "device_tree"),
        **vars(known),
    )


def _look(workshop: Workshop, role: str, file: Path) -> Looked:
    return (file, identify(file)) if role in _NOT_LOOKED_INTO else looked(workshop, file)


def _first(images: Mapping[str, tuple[Looked, ...]], role: str) -> Path | None:
    return next((file for file, _ in images.get(role, ())), None)


def _floppy(workshop: Workshop, file: Path, image: BootImage) -> Disk:
    size = next(size for size in FLOPPIES if size >= image.size)
    return Disk(_of_size(workshop, file, size), "raw", _overlay(workshop, size))


def _variables(workshop: Workshop, file: Path) -> Disk:
    """The second part of a flash memory, which has its exact size."""
    return Disk(file, "raw", _overlay(workshop, file.stat().st_size))


def _disk(workshop: Workshop, file: Path, image: BootImage, *, card: bool) -> Disk:
    """A disk, or an SD card: of those QEMU takes only powers of two."""
    size = image.size
    if image.format == "raw":
        size = max(-(-file.stat().st_size // SECTOR) * SECTOR, _SMALLEST_DISK)
        file = _of_size(workshop, file, size)
    if card:
        size = 1 << (size - 1).bit_length()
    return Disk(file, image.format, _overlay(workshop, size))


def _of_size(workshop: Workshop, file: Path, size: int) -> Path:
    """A file itself, or a copy with zeros behind it."""
    if file.stat().st_size == size:
        return file

    def build(folder: Path) -> None:
        with (folder / "disk").open("wb") as disk:
            disk.write(file.read_bytes())
            disk.truncate(size)

    key = digest.combined(digest.of_path(Path(__file__)), digest.of_path(file.resolve()), str(size))
    return workshop.store.artefact("filled-up", key, build) / "disk"


def _overlay(workshop: Workshop, size: int) -> Path:
    """An empty overlay (qcow2) for a disk of so many bytes."""

    def build(folder: Path) -> None:
        command.run(
            ["qemu-img", "create", "-q", "-f", "qcow2", folder / "overlay.qcow2", str(size)],
            what="make an overlay",
        )

    key = digest.combined(digest.of_path(Path(__file__)), str(size))
    return workshop.store.artefact("overlay", key, build) / "overlay.qcow2"
