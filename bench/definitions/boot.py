# SPDX-License-Identifier: MIT
"""What a need comes to, as files: the value that images hand to the plan."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


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


@dataclass(frozen=True)
class Boot:
    """What to boot.

    Attributes:
        kernel: what QEMU loads; None where the firmware boots a disk or a CD.
        initrd: the initial RAM file system, of Linux.
        symbols: an ELF file with the kernel's symbols.
        arguments: words of the kernel's command line that the need implies.
        modules: kernel modules to load once it is up, in this order: each behind those
            that it needs and that are not loaded by then.
        files: what is put into the guest then: where, and the file on the host.
        archives: tar files that are unpacked in the guest's root then: a name for each, and
            the file on the host.
        disk: what its disk holds at first; the file is not written to.
        overlay: an empty overlay over the disk, of which a guest gets a copy.
        boot_disk: a disk whose first sector the firmware loads; only read.
        boot_cd: a CD that the firmware boots; only read.
        device_tree: what the kernel is told of the machine, in place of QEMU's own.
        firmware: what the board begins with, in place of QEMU's own.
        cdrom: a CD that somebody brought; only read.
        floppy: a floppy disk that somebody brought.
        disks: disks that somebody brought.
        linux: whether the kernel that somebody brought is known to be Linux.
    """

    kernel: Path | None = None
    initrd: Path | None = None
    symbols: Path | None = None
    arguments: tuple[str, ...] = ()
    modules: tuple[tuple[Path, ...], ...] = ()
    files: tuple[tuple[str, Path], ...] = ()
    archives: tuple[tuple[str, Path], ...] = ()
    disk: Path | None = None
    overlay: Path | None = None
    boot_disk: Path | None = None
    boot_cd: Path | None = None
    device_tree: Path | None = None
    firmware: Path | None = None
    cdrom: Path | None = None
    floppy: Disk | None = None
    disks: tuple[Disk, ...] = ()
    linux: bool = False

    @property
    def writable(self) -> tuple[Disk, ...]:
        """Each disk that a guest writes to in memory of its own, in a fixed order."""
        return (*((self.floppy,) if self.floppy else ()), *self.disks)
