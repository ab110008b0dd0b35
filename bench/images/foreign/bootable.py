# SPDX-License-Identifier: MIT
"""Whether a machine boots a file, and how; or what the file is, and what to do instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path

from bench.architectures.registry import ARCHITECTURES, BOARDS
from bench.definitions.machine import Machine
from bench.definitions.need import MEDIA
from bench.definitions.wording import alternatives
from bench.errors import BenchError
from bench.host.advice import LIST_MACHINES
from bench.structs.boot_images.boot_image import BootImage, Kind, Protocol
from bench.structs.boot_images.disk_image import FLOPPIES


class Loader(StrEnum):
    """The loader of a kernel: QEMU, or one of GRUB's commands, from a CD."""

    QEMU = "kernel"
    MULTIBOOT = "multiboot"
    MULTIBOOT2 = "multiboot2"


_LOADERS = {
    Protocol.MULTIBOOT_64: Loader.MULTIBOOT,
    Protocol.MULTIBOOT2: Loader.MULTIBOOT2,
}
"""Protocols that GRUB speaks and QEMU does not."""

_ROLES = {Kind.CD: "cdrom", Kind.DISK: "disks", Kind.FLOPPY: "floppy", Kind.ROM: "firmware"}
"""As what a file is given to a machine that is not a kernel."""

_ADVICE: Mapping[Kind, str] = {
    Kind.EFI: "give it UEFI firmware, in a test: bench.Boot(kernel=…, firmware=…)",
    Kind.OBJECT: "link it first, as in ld -T link.ld -o kernel.elf kernel.o",
    Kind.PROGRAM: "what boots stands on nothing; a program needs its operating system",
    Kind.FOREIGN_DISK: "convert it first: qemu-img convert -O qcow2 FILE disk.qcow2",
    Kind.FILE_SYSTEM: "boot a kernel beside it, in a test: bench.Boot(kernel=…, disks=(…,))",
    Kind.RAM_DISK: "name the kernel, and this file with --initrd",
    Kind.DEVICE_TREE: "name the kernel; in a test: bench.Boot(kernel=…, device_tree=…)",
    Kind.PACKED: "take the kernel out of it first, or name the one that it was made from",
    Kind.CD: "make it bootable, as with grub-mkrescue",
    Kind.DISK: "install a boot loader on it, or boot a kernel beside it",
    Kind.FLOPPY: "install a boot loader on it, or boot a kernel beside it",
}
"""The remedy for a file that no machine boots by itself."""

_OTHERWISE = "name a kernel, a CD or a disk"

_OF_NO_BOARD = {
    *(Kind.OBJECT, Kind.PROGRAM, Kind.EFI, Kind.FILE_SYSTEM, Kind.RAM_DISK, Kind.DEVICE_TREE),
    *(Kind.TEXT, Kind.EMPTY, Kind.FOLDER),
}
"""What QEMU could only take for code that it is not."""


def role_of(image: BootImage) -> str:
    """The argument of `bench.Boot` that a file is for which is to boot on its own."""
    return _ROLES.get((image.inside or image).kind, "kernel")


def check(images: Mapping[str, tuple[tuple[Path, BootImage], ...]], machine: Machine) -> Loader:
    """The loader of the kernel on a machine, where there is one and this can be told.

    Args:
        images: the files of a `bench.Boot`, by its arguments, and what each is.
        machine: which is to boot them.

    Raises:
        BenchError: the machine does not boot this, or one of the files is something else.
    """
    for role, files in images.items():
        for file, image in files:
            if problem := _misplaced(role, image, machine):
                raise BenchError(f"this is {image}, {problem[0]}", hint=problem[1], where=str(file))
            if image.kind is Kind.ROM:
                _check_architecture(file, image, machine)
    # Firmware that somebody brings decides itself what it starts.
    if {"firmware", "pflash"} & set(images):
        return Loader.QEMU
    for file, image in images.get("kernel", ()):
        return _loader(file, image, machine)
    if not machine.board_facts.known:
        return Loader.QEMU  # its firmware, if any, is anybody's guess
    _check_media([pair for role in MEDIA for pair in images.get(role, ())], machine)
    return Loader.QEMU


def _misplaced(role: str, image: BootImage, machine: Machine) -> tuple[str, str] | None:
    """The trouble with a file in its place, and the remedy."""
    content = image.inside or image
    wrong = {
        "kernel": content.kind in _ROLES,
        "device_tree": content.kind is not Kind.DEVICE_TREE,
        "cdrom": content.kind is not Kind.CD,
        "floppy": not _fits_floppy(content),
        "disks": content.kind in {Kind.FOREIGN_DISK, Kind.EMPTY, Kind.FOLDER},
    }.get(role, content.kind in {Kind.EMPTY, Kind.FOLDER})
    if wrong and role == "disks":
        return "which a guest cannot be given as a disk", _ADVICE[Kind.FOREIGN_DISK]
    if wrong:
        better = role_of(image)
        hint = f"write {better}= instead of {role}=" if better != role else _OTHERWISE
        return f"which is not for {role}=", hint
    if place := _no_place(role, machine):
        return f"and machine {machine.name} has no place for it", place
    return None


def _no_place(role: str, machine: Machine) -> str:
    """What gives a machine a place for a file that it has none for; empty where it has one."""
    board = machine.board_facts
    if role == "disks" and not machine.takes_disks_by:
        return "say in its definition where disks go, as in disk-device: sd"
    if role == "cdrom" and not machine.takes_cds_by:
        itself = ", or say in its definition cd-device: usb-storage" if not board.known else ""
        return f"choose a machine with {_with('cd')}{itself}"
    feature = {"device_tree": "device_tree", "floppy": "floppy"}.get(role)
    return (
        f"choose a machine with {_with(feature)}" if feature and not getattr(board, feature) else ""
    )


def _fits_floppy(image: BootImage) -> bool:
    return image.kind in {Kind.DISK, Kind.FLOPPY} and 0 < image.size <= FLOPPIES[-1]


def _with(feature: str) -> str:
    """The boards that have something."""
    fitting = [board.name for board in BOARDS if getattr(board, feature)]
    return f"board {alternatives(fitting)}"


def _loader(file: Path, image: BootImage, machine: Machine) -> Loader:
    if image.kind is Kind.COMPRESSED and image.inside is None:
        return Loader.QEMU  # which is known when it is unpacked
    _check_architecture(file, image, machine)
    if image.kind is Kind.ZBOOT:
        return Loader.QEMU  # it is unpacked to what that loads
    architecture, board = machine.architecture_facts, machine.board_facts
    if not board.known and image.kind not in _OF_NO_BOARD:
        return Loader.QEMU  # which knows where the board has RAM and flash
    if any(protocol in image.protocols for protocol in architecture.loads):
        _check_segments(file, image, machine)
        return Loader.QEMU
    found = next((_LOADERS[each] for each in _LOADERS if each in image.protocols), None)
    if found and board.bios:
        return found
    raise BenchError(
        f"this is {image}, which machine {machine.name} does not boot",
        hint=_advice(image, grub=bool(found)),
        where=str(file),
    )


def _advice(image: BootImage, *, grub: bool) -> str:
    if grub:
        return f"GRUB loads it on a machine with {_with('bios')}"
    kind = (image.inside or image).kind
    if kind is Kind.KERNEL:
        return "give it a Multiboot header in its first 8 KiB, or a PVH note"
    return _ADVICE.get(kind, _OTHERWISE)


def _check_architecture(file: Path, image: BootImage, machine: Machine) -> None:
    facts = machine.architecture_facts
    runs = facts.runs if machine.board_facts.known else (*facts.runs, *facts.emulates)
    if not image.architecture or image.architecture in runs:
        return
    if image.architecture in ARCHITECTURES:
        hint = f"choose a machine of arch:{image.architecture}; {LIST_MACHINES}"
    else:
        hint = f"the bench has machines of {alternatives(ARCHITECTURES)}"
    raise BenchError(
        f"this is {image}, and machine {machine.name} is {machine.architecture}",
        hint=hint,
        where=str(file),
    )


def _check_segments(file: Path, image: BootImage, machine: Machine) -> None:
    """Whether what an ELF file brings lies in RAM, where that does not begin at 0."""
    start = machine.ram_start
    if not start:
        return
    ram = range(start, start + machine.memory)
    for place, size in image.segments:
        if not (place in ram and place + size <= ram.stop):
            raise BenchError(
                f"this is {image} with {size} bytes for {place:#x}, where machine "
                f"{machine.name} has no RAM",
                hint=f"link it to lie in {ram.start:#x} to {ram.stop:#x}; of Linux take the Image",
                where=str(file),
            )


def _check_media(media: list[tuple[Path, BootImage]], machine: Machine) -> None:
    """Whether firmware boots the first of those that say that they are to be booted."""
    if not media:
        return
    file, image = next(_bootable(media), media[0])
    if not machine.board_facts.bios:
        raise BenchError(
            f"this is {image}, and machine {machine.name} has no firmware that boots it",
            hint=f"choose a machine with {_with('bios')}",
            where=str(file),
        )
    if image.kind is not Kind.COMPRESSED and Protocol.BIOS not in image.protocols:
        raise BenchError(
            f"this is {image}, which the BIOS of machine {machine.name} does not boot",
            hint=_ADVICE.get(image.kind, _OTHERWISE),
            where=str(file),
        )


def _bootable(media: list[tuple[Path, BootImage]]) -> Iterator[tuple[Path, BootImage]]:
    return (pair for pair in media if Protocol.BIOS in pair[1].protocols)
