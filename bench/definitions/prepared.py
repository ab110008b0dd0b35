# SPDX-License-Identifier: MIT
"""Prepared needs: the files that boot, as images hand them to the plan.

There is a class for each way in which a guest starts. Kinds of guests share them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from bench.definitions.images.passes import Passes


@dataclass(frozen=True)
class Disk:
    """A disk that somebody brought; what a guest writes to it is gone with the guest.

    Attributes:
        file: what is on it; only read.
        format: of the file, as QEMU calls it: `raw`, `qcow2`.
        overlay: an empty overlay of its size, of which a guest gets a copy.
    """

    file: Path
    format: str
    overlay: Path


@dataclass(frozen=True, kw_only=True)
class Media:
    """Files that every way of starting may have beside it.

    Attributes:
        symbols: an ELF file with the kernel's symbols.
        disk: what the machine's own disk holds at first; the file is not written to.
        overlay: an empty overlay over it, of which a guest gets a copy.
        firmware: what the board begins with, in place of QEMU's own.
        flash: what the board's flash memory holds, which its processor starts in; only read.
        variables: what the second part of that memory holds, which firmware writes to.
        cdrom: a CD that somebody brought; only read.
        floppy: a floppy disk that somebody brought.
        disks: disks that somebody brought.
        order: the media that the firmware tries first; the others follow.
        linux: whether the kernel that somebody brought is known to be Linux.
        passes: how the guest passes, where its image says so.
        again: whether it goes on after a reset of itself, as its image says.
        freeze: what its first serial line says at the moment from which tests go on; empty
            where each guest boots.
    """

    symbols: Path | None = None
    disk: Path | None = None
    overlay: Path | None = None
    firmware: Path | None = None
    flash: Path | None = None
    variables: Disk | None = None
    cdrom: Path | None = None
    floppy: Disk | None = None
    disks: tuple[Disk, ...] = ()
    order: tuple[str, ...] = ()
    linux: bool = False
    passes: Passes | None = None
    again: bool = False
    freeze: str = ""

    @property
    def writable(self) -> tuple[Disk, ...]:
        """Each disk that a guest writes to in memory of its own, in a fixed order."""
        return tuple(disk for disk in (self.variables, self.floppy, *self.disks) if disk)

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file that is named here."""
        return tuple(_paths(self))


@dataclass(frozen=True, kw_only=True)
class FromFirmware(Media):
    """The board's firmware chooses among the media, or is all that runs."""

    way: Literal["firmware"] = "firmware"


@dataclass(frozen=True, kw_only=True)
class FromDisk(Media):
    """The firmware loads the first sector of a disk.

    Attributes:
        image: of the disk; only read.
    """

    image: Path
    way: Literal["disk"] = "disk"


@dataclass(frozen=True, kw_only=True)
class FromCd(Media):
    """The firmware boots a CD.

    Attributes:
        image: of the CD; only read.
    """

    image: Path
    way: Literal["cd"] = "cd"


@dataclass(frozen=True, kw_only=True)
class FromKernel(Media):
    """QEMU loads a kernel.

    Attributes:
        kernel: its file.
        initrd: the initial RAM file system, of Linux.
        modules: files that a Multiboot kernel finds in memory, behind the initrd.
        arguments: words of its command line that the need implies.
        device_tree: what it is told of the machine, in place of QEMU's own.
    """

    kernel: Path
    initrd: Path | None = None
    modules: tuple[Path, ...] = ()
    arguments: tuple[str, ...] = ()
    device_tree: Path | None = None
    way: Literal["kernel"] = "kernel"


@dataclass(frozen=True, kw_only=True)
class LinuxSystem(Media):
    """QEMU loads the bench's own Linux, and the bench puts more into it once it is up.

    Attributes:
        kernel: its file.
        initrd: the initial RAM file system, with the agent.
        arguments: words of its command line that the need implies.
        modules: kernel modules to load once it is up, in this order: each behind those
            that it needs and that are not loaded by then.
        inner_files: what is put into the guest then: where, and the file on the host.
        archives: tar files that are unpacked in the guest's root then: a name for each, and
            the file on the host.
    """

    kernel: Path
    initrd: Path
    arguments: tuple[str, ...] = ()
    modules: tuple[tuple[Path, ...], ...] = ()
    inner_files: tuple[tuple[str, Path], ...] = ()
    archives: tuple[tuple[str, Path], ...] = ()
    way: Literal["linux"] = "linux"


Prepared = Annotated[
    FromFirmware | FromDisk | FromCd | FromKernel | LinuxSystem, Field(discriminator="way")
]
"""A guest's files, for one of these ways to start."""


def _paths(value: object) -> Iterator[Path]:
    if isinstance(value, Path):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from _paths(getattr(value, field.name))
    elif isinstance(value, tuple):
        for each in value:
            yield from _paths(each)
