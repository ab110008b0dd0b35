# SPDX-License-Identifier: MIT
"""Says what a file is that was meant to boot: from its content alone, never its name."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from construct import ConstructError

from bench.errors import BenchError
from bench.structs.boot_images import (
    a64_code,
    compressed,
    disk_image,
    efi,
    elf_header,
    firmware_image,
    iso9660,
    multiboot,
    multiboot2,
)
from bench.structs.boot_images.content import Content
from bench.structs.boot_images.linux_boot import ARM64, X86, XLF_EFI_HANDOVER, XLF_KERNEL_64


class Kind(StrEnum):
    """Kinds of files, as far as they matter for booting."""

    LINUX = "linux"
    """A kernel of Linux with its own header: bzImage, Image."""
    ZBOOT = "zboot"
    """A compressed kernel of Linux in an EFI program."""
    EFI = "efi"
    """A program for UEFI firmware."""
    KERNEL = "kernel"
    """A program that stands on nothing: ELF, or flat with a Multiboot header."""
    ROM = "rom"
    """Firmware of a PC."""
    OBJECT = "object"
    """An ELF file that was not linked, or is a memory dump."""
    PROGRAM = "program"
    """A program of an operating system."""
    COMPRESSED = "compressed"
    CD = "cd"
    DISK = "disk"
    """A disk as it is, or in a format that the bench gives to a guest."""
    FLOPPY = "floppy"
    FOREIGN_DISK = "foreign disk"
    """A disk in a format that has to be converted, or whose content lies in other files."""
    FILE_SYSTEM = "file system"
    RAM_DISK = "ram disk"
    """An archive of cpio, which Linux unpacks."""
    DEVICE_TREE = "device tree"
    PACKED = "packed"
    """An image for U-Boot or a phone's boot loader."""
    TEXT = "text"
    EMPTY = "empty"
    FOLDER = "folder"
    UNKNOWN = "unknown"


class Protocol(StrEnum):
    """A way in which something begins to run."""

    LINUX = "linux"
    """Linux, Documentation/arch/x86/boot.rst and arm64/booting.rst."""
    PVH = "pvh"
    """Xen's 32-bit entry point, which an ELF note names (xen, docs/misc/pvh.pandoc)."""
    MULTIBOOT = "multiboot"
    MULTIBOOT_64 = "multiboot-64"
    """An ELF file of 64 bits with a header of the first Multiboot: GRUB loads it, QEMU not."""
    MULTIBOOT2 = "multiboot2"
    ELF = "elf"
    """The entry point of an ELF file, with nothing said about the state of the processor."""
    FLAT = "flat"
    """Code for arm64 without any header, which QEMU enters at its first byte."""
    BIOS = "bios"
    EFI = "efi"


@dataclass(frozen=True)
class BootImage:
    """A file that was looked at.

    Attributes:
        kind: what it is, for decisions.
        what: the same in words with an article.
        architecture: whose processors run it, empty if it does not say.
        protocols: the ways in which it begins to run.
        compression: of a compressed file or of what is packed in it.
        payload: of a zboot image: where what is compressed lies, and its size, in bytes.
        inside: what a compressed file unpacks to; None where only unpacking tells.
        segments: of an ELF file: the physical address and size of each that is loaded.
        linux: whether it is a kernel of Linux.
        go: whether it is a Go program.
        size: of what is on a disk, in bytes.
        format: of a disk, as QEMU calls it.
    """

    kind: Kind
    what: str
    architecture: str = ""
    protocols: frozenset[Protocol] = frozenset()
    compression: str = ""
    payload: tuple[int, int] | None = None
    inside: BootImage | None = None
    segments: tuple[tuple[int, int], ...] = ()
    linux: bool = False
    go: bool = False
    size: int = 0
    format: str = "raw"

    def __str__(self) -> str:
        return self.what


def identify(path: str | os.PathLike[str]) -> BootImage:
    """Identify the file at `path`: `f"this is {identify(path)}"`.

    Raises:
        BenchError: the file cannot be read.
    """
    try:
        mode = Path(path).stat().st_mode
        if stat.S_ISDIR(mode):
            return BootImage(Kind.FOLDER, "a folder")
        if not stat.S_ISREG(mode):
            return BootImage(Kind.UNKNOWN, "a device, a pipe or a socket")
        with Path(path).open("rb") as file:
            return image_of(Content(file))
    except OSError as error:
        raise BenchError(f"cannot read an image: {error.strerror}", where=str(path)) from error


def image_of(content: Content) -> BootImage:
    """Identify a file with this content."""
    if not content.size:
        return BootImage(Kind.EMPTY, "an empty file")
    for recognise in _RECOGNISERS:
        with suppress(ConstructError, UnicodeDecodeError):
            if found := recognise(content):
                return found
    return (
        _text(content.head)
        or _flat_arm64(content)
        or BootImage(Kind.UNKNOWN, "data without a header that the bench knows")
    )


def _x86_linux(content: Content) -> BootImage:
    header = X86.parse(content.head)
    flags = header.xloadflags if header.version >= 0x020C else 0
    architecture = "x86_64" if flags & XLF_KERNEL_64 else "i386"
    release = f" of Linux {header.version_string.split()[0]}" if header.version_string else ""
    details = f"boot protocol {header.version >> 8}.{header.version & 0xFF}"
    stub = ", with an EFI stub" if flags & XLF_EFI_HANDOVER else ""
    return BootImage(
        Kind.LINUX,
        f"a bzImage{release} for {architecture} ({details}{stub})",
        architecture,
        frozenset({Protocol.LINUX}),
        linux=True,
    )


def _arm64_linux(content: Content) -> BootImage:
    header = ARM64.parse(content.head)
    return BootImage(
        Kind.LINUX,
        f"an Image of Linux for aarch64 (text offset {header.text_offset:#x})",
        "aarch64",
        frozenset({Protocol.LINUX}),
        linux=True,
    )


def _zboot(content: Content) -> BootImage:
    header = efi.ZBOOT.parse(content.head)
    machine = efi.PROGRAM.parse(content.head).pe.machine
    name = header.compression.decode("ascii", "replace")
    name = {"xzkern": "xz", "zstd22": "zstd"}.get(name, name)
    architecture = efi.MACHINES.get(machine, f"machine {machine:#x}")
    return BootImage(
        Kind.ZBOOT,
        f"an EFI zboot image ({name}) of Linux for {architecture}",
        architecture,
        frozenset({Protocol.EFI}),
        compression=name,
        payload=(header.payload_offset, header.payload_size),
        linux=True,
    )


def _pe(content: Content) -> BootImage:
    machine = efi.PROGRAM.parse(content.head).pe.machine
    architecture = efi.MACHINES.get(machine, f"machine {machine:#x}")
    if efi.SUBSYSTEM.parse(content.head).subsystem in efi.EFI_SUBSYSTEMS:
        what = f"an EFI program for {architecture}"
        return BootImage(Kind.EFI, what, architecture, frozenset({Protocol.EFI}))
    return BootImage(Kind.PROGRAM, f"a program of Windows for {architecture}", architecture)


def _elf(content: Content) -> BootImage | None:
    header = elf_header.read(content)
    if header is None:
        return None
    name = f"ELF file for {header.machine}"
    match header.kind:
        case elf_header.ET_REL:
            return BootImage(Kind.OBJECT, f"an {name} that is not linked", header.machine)
        case elf_header.ET_CORE:
            return BootImage(Kind.OBJECT, f"an {name} with a dump of memory", header.machine)
    if header.interpreter:
        what = f"an {name} that a dynamic linker starts"
        return BootImage(Kind.PROGRAM, what, header.machine)
    protocols, headers = _of_loaders(content, header)
    having = f" with {' and '.join(headers)}" if headers else ""
    if not headers and header.machine in {"i386", "x86_64"}:
        having = " without a header for a boot loader"
    return BootImage(
        Kind.KERNEL,
        f"an {name}{having}",
        header.machine,
        protocols,
        segments=tuple((place, size) for _, place, size in header.segments),
        linux=any(note.name == b"Linux" for note in header.notes),
        go=any(_GO in content.at(offset, _GO_SEARCHED) for offset, _, _ in header.segments),
    )


_GO = b"\xff Go buildinf:"
"""Go, debug/buildinfo: at the start of the data of a Go program."""
_GO_SEARCHED = 256


def _of_loaders(
    content: Content, header: elf_header.Header
) -> tuple[frozenset[Protocol], list[str]]:
    """The protocols that load an ELF file, and the headers that say so."""
    protocols, headers = {Protocol.ELF}, []
    if found := multiboot.find(content.head):
        # With addresses in the header QEMU does not look at the ELF headers.
        narrow = header.bits == 32 or found.header.flags & multiboot.ADDRESSES
        protocols.add(Protocol.MULTIBOOT if narrow else Protocol.MULTIBOOT_64)
        headers.append("a Multiboot header")
    if (second := multiboot2.find(content.head)) and second[1].architecture == multiboot2.I386:
        protocols.add(Protocol.MULTIBOOT2)
        headers.append("a Multiboot2 header")
    if any((note.name, note.kind) == _PVH for note in header.notes):
        protocols.add(Protocol.PVH)
        headers.append("a PVH note")
    return frozenset(protocols), headers


_PVH = (b"Xen", 18)
"""XEN_ELFNOTE_PHYS32_ENTRY (xen, public/elfnote.h)."""


def _pc_rom(content: Content) -> BootImage | None:
    """What a PC's processor may begin in, 16 bytes below the end (Intel SDM volume 3, 10.1.4)."""
    begin = content.at(content.size - _RESET_VECTOR, _RESET_VECTOR)
    if content.size % _ROM_PART or content.size > _LARGEST_ROM or not _JUMP.match(begin):
        return None
    what = f"a ROM of {content.size >> 10} KiB in which a PC begins"
    return BootImage(Kind.ROM, what, "i386", size=content.size)


_RESET_VECTOR = 16
_ROM_PART = 64 << 10
_LARGEST_ROM = 16 << 20
_JUMP = re.compile(rb"[\x90\xfa\xfc]*[\xe9\xea\xeb]")
"""A jump, behind instructions that switch interrupts off or do nothing."""


def _flat_multiboot(content: Content) -> BootImage | None:
    found = multiboot.find(content.head)
    if not found or not found.header.flags & multiboot.ADDRESSES:
        return None
    what = "a flat kernel for i386 with a Multiboot header"
    return BootImage(Kind.KERNEL, what, "i386", frozenset({Protocol.MULTIBOOT}))


def _compressed(content: Content) -> BootImage | None:
    name = compressed.compression(content.head)
    if not name:
        return None
    head = compressed.unpacked_head(content, name)
    inside = image_of(Content.of(head)) if head else None
    if inside is None:
        return BootImage(Kind.COMPRESSED, f"a file compressed with {name}", compression=name)
    return replace(
        inside,
        kind=Kind.COMPRESSED,
        what=f"{inside}, compressed with {name}",
        compression=name,
        inside=inside,
        payload=None,
    )


def _cd(content: Content) -> BootImage | None:
    if not iso9660.is_iso(content):
        return None
    by = iso9660.platforms(content)
    names = " and ".join(name.upper() for name in sorted(by))
    what = f"an ISO 9660 image that boots by {names}" if by else "an ISO 9660 image of no boot CD"
    return BootImage(Kind.CD, what, protocols=frozenset(map(Protocol, by)), size=content.size)


def _qcow2(content: Content) -> BootImage:
    header = disk_image.QCOW2.parse(content.head)
    whole = frozenset({Protocol.BIOS})
    if header.crypt_method:
        return BootImage(Kind.FOREIGN_DISK, "an encrypted qcow2 disk image")
    if (header.incompatible_features or 0) & disk_image.EXTERNAL_DATA:
        return BootImage(Kind.FOREIGN_DISK, "a qcow2 disk image whose data is in another file")
    if header.backing_file_offset:
        return BootImage(Kind.FOREIGN_DISK, "a qcow2 disk image on top of another file")
    return BootImage(
        Kind.DISK, "a qcow2 disk image", protocols=whole, size=header.size, format="qcow2"
    )


def _other_disk(content: Content) -> BootImage | None:
    for what, (offset, magic) in disk_image.OTHERS.items():
        if content.head.startswith(magic, offset):
            return BootImage(Kind.FOREIGN_DISK, what)
    return None


def _raw_disk(content: Content) -> BootImage:
    sector = disk_image.BOOT_SECTOR.parse(content.head)
    by_bios = any(sector.code)
    protocols = frozenset({Protocol.BIOS} if by_bios else ())
    if content.size == disk_image.SECTOR:
        return BootImage(Kind.DISK, "a boot sector", protocols=protocols, size=content.size)
    if content.size in disk_image.FLOPPIES:
        what = f"a floppy image of {content.size >> 10} KiB with a boot sector"
        return BootImage(Kind.FLOPPY, what, protocols=protocols, size=content.size)
    if content.head.startswith(disk_image.GPT, disk_image.SECTOR):
        code = "with code for a BIOS" if by_bios else "for UEFI firmware"
        what = f"a disk image with a GUID partition table, {code}"
        return BootImage(Kind.DISK, what, protocols=protocols | {Protocol.EFI}, size=content.size)
    what = "a disk image with a boot sector" if by_bios else "a disk image without boot code"
    return BootImage(Kind.DISK, what, protocols=protocols, size=content.size)


def _magic(content: Content) -> BootImage | None:
    for kind, what, offset, magic in _MAGICS:
        if content.head.startswith(magic, offset):
            return BootImage(kind, what, size=content.size)
    return None


_MAGICS = (
    # cpio(5), "New ASCII Format"; Linux unpacks no other.
    (Kind.RAM_DISK, "a cpio archive, an initial RAM disk", 0, b"070701"),
    (Kind.RAM_DISK, "a cpio archive, an initial RAM disk", 0, b"070702"),
    # Linux, fs/squashfs/squashfs_fs.h, include/uapi/linux/magic.h, fs/xfs, fs/erofs.
    (Kind.FILE_SYSTEM, "a squashfs file system", 0, b"hsqs"),
    (Kind.FILE_SYSTEM, "an ext4 file system", 1080, b"\x53\xef"),
    (Kind.FILE_SYSTEM, "an XFS file system", 0, b"XFSB"),
    (Kind.FILE_SYSTEM, "an EROFS file system", 1024, b"\xe2\xe1\xf5\xe0"),
    (Kind.FILE_SYSTEM, "a Btrfs file system", 0x10040, b"_BHRfS_M"),
)
"""Formats of which a magic says enough: the kind, the words, where it is, the magic."""


def _device_tree(content: Content) -> BootImage:
    tree = firmware_image.DEVICE_TREE.parse(content.head)
    if firmware_image.is_fit(tree):
        return BootImage(Kind.PACKED, "a FIT image of U-Boot's")
    return BootImage(Kind.DEVICE_TREE, "a device tree blob", size=tree.totalsize)


def _uimage(content: Content) -> BootImage:
    header = firmware_image.UIMAGE.parse(content.head)
    architecture = firmware_image.UIMAGE_MACHINES.get(header.arch, "")
    having = f" for {architecture}" if architecture else ""
    return BootImage(Kind.PACKED, f"a uImage of U-Boot's{having}", architecture)


def _android(content: Content) -> BootImage:
    header = firmware_image.ANDROID.parse(content.head)
    return BootImage(Kind.PACKED, f"an Android boot image, version {header.header_version}")


def _text(head: bytes) -> BootImage | None:
    if head.startswith(b"#!"):
        return BootImage(Kind.TEXT, "a script")
    with suppress(UnicodeDecodeError):
        # The last character may be cut in two.
        text = head[: head.rfind(b"\n") + 1 or len(head)].decode()
        if text and all(character.isprintable() or character.isspace() for character in text):
            return BootImage(Kind.TEXT, "a text file")
    return None


def _flat_arm64(content: Content) -> BootImage | None:
    if not a64_code.may_be_code(content.head, content.size):
        return None
    what = "what may be flat code for aarch64, as it has no header"
    return BootImage(Kind.KERNEL, what, "aarch64", frozenset({Protocol.FLAT}))


_RECOGNISERS: tuple[Callable[[Content], BootImage | None], ...] = (
    _x86_linux,  # which may begin as a program for EFI, as the next does
    _arm64_linux,
    _zboot,
    _pe,
    _elf,
    _pc_rom,  # U-Boot's has a Multiboot header too
    _flat_multiboot,
    _compressed,
    _cd,  # one may be a disk too, for whoever copies it to a USB stick
    _qcow2,
    _other_disk,
    _device_tree,
    _uimage,
    _android,
    _raw_disk,
    _magic,
)
"""Each tells its format or passes, by None or an error of construct; the first that knows wins."""
