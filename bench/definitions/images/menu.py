# SPDX-License-Identifier: MIT
"""The menu of a CD with GRUB."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from bench.definitions.strict import STRICT
from bench.definitions.words import Line, like

File = Annotated[
    str,
    *like(
        r"[^\x00-\x1f\x7f]{1,250}",
        "is neither a path nor the name of an image",
        "write a path from the project's root, or the name of an image",
    ),
]
"""A path from the project's root on, or the name of an image."""

LOADERS = ("multiboot", "multiboot2", "linux", "chainloader")
"""The commands of GRUB by which it loads something, as its manual names them."""


class Entry(BaseModel):
    """An entry of a menu: what GRUB loads when it is chosen.

    Raises:
        pydantic.ValidationError: for a value that is wrong in itself.
    """

    model_config = STRICT

    title: Line = Field(description="What the menu shows.", examples=["Hello"])
    multiboot: File | None = Field(
        default=None, description="A kernel with a Multiboot header.", examples=["os/kernel.elf"]
    )
    multiboot2: File | None = Field(
        default=None, description="A kernel with a Multiboot2 header.", examples=["os/kernel.elf"]
    )
    linux: File | None = Field(
        default=None, description="A kernel of Linux.", examples=["images/vmlinuz"]
    )
    chainloader: File | None = Field(
        default=None,
        description="A boot sector, or another loader, which takes the machine over.",
        examples=["os/boot.bin"],
    )
    initrd: File | None = Field(
        default=None,
        description="The initial RAM disk of Linux.",
        examples=["images/initrd.gz"],
    )
    modules: tuple[File, ...] = Field(
        default=(),
        description="Files that GRUB loads for a Multiboot kernel to find.",
        examples=[("os/module.bin",)],
    )
    append: Line | None = Field(
        default=None, description="The kernel's command line.", examples=["verbose"]
    )
    script: tuple[Line, ...] = Field(
        default=(),
        description="Lines of GRUB's script, in place of a file to load.",
        examples=[("reboot",)],
    )

    @property
    def loaders(self) -> tuple[str, ...]:
        """Its commands that load something; a right entry has one, or a script."""
        return tuple(name for name in LOADERS if getattr(self, name))
