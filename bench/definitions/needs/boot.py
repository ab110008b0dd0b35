# SPDX-License-Identifier: MIT
"""Files that somebody else has built, as a need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bench.definitions.need import MEDIA, Need
from bench.definitions.wording import suggest
from bench.errors import BenchError

PFLASH = ("pflash", "vars")
"""The roles of the images of a board's flash memory."""


@dataclass(frozen=True)
class Boot(Need):
    """Files that somebody else has built; with none named, the board and its firmware alone.

    Each is the name of an image (`images/NAME.yaml`), or a path from the project's root. A path
    that a Makefile makes, in its folder or the next one above, is built by that first.

    Args:
        kernel: what QEMU or GRUB loads, whichever knows it: Linux, Multiboot, ELF.
        initrd: Linux' initial RAM disk, or a Multiboot kernel's one module.
        append: the kernel's command line, as it stands.
        device_tree: a blob in place of the board's own.
        firmware: an image in place of the board's own.
        pflash: images for the board's flash memory: the code, and the variables, of which each
            guest has a copy of its own.
        cdrom: an ISO 9660 image.
        floppy: an image of a floppy disk.
        disks: images, raw or qcow2. Like the floppy they stay as they are: what a guest
            writes is gone with it.
        modules: files that a Multiboot kernel finds in memory.
        order: what the firmware tries first: of `floppy`, `cdrom` and `disks`.
        freeze: what the first serial line says at the moment from which tests go on: one guest
            boots, and is frozen there and cloned.
    """

    boots: ClassVar[str] = "file"
    declared: ClassVar[bool] = False  # looking at the files tells
    whole_machine: ClassVar[bool] = True
    written: ClassVar[str] = "bench.Boot(kernel=…) for a file"
    kernel: str = ""
    initrd: str = ""
    append: str = ""
    device_tree: str = ""
    firmware: str = ""
    cdrom: str = ""
    floppy: str = ""
    disks: tuple[str, ...] = ()
    pflash: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    freeze: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        for name in ("initrd", "append", "device_tree", "modules"):
            if getattr(self, name) and not self.kernel:
                raise BenchError(f"{name} is for a kernel", hint="name one: Boot(kernel=…)")
        if len(self.pflash) > len(PFLASH):
            raise BenchError(
                "pflash has more than two images", hint="write pflash=(code, variables)"
            )
        for medium in self.order:
            if medium not in MEDIA:
                raise BenchError(f"order: {medium!r} is not a medium", hint=suggest(medium, MEDIA))

    @property
    def what(self) -> str:
        """A short name of the guest."""
        return self.files[0][1] if self.files else "its firmware"

    @property
    def files(self) -> tuple[tuple[str, str], ...]:
        """Every path, each with the name of its argument."""
        names = ("kernel", "initrd", "device_tree", "firmware", "cdrom", "floppy")
        named = ((name, getattr(self, name)) for name in names)
        return (
            *(pair for pair in named if pair[1]),
            *zip(PFLASH, self.pflash, strict=False),
            *(("disks", disk) for disk in self.disks),
            *(("modules", module) for module in self.modules),
        )
