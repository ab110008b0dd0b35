# SPDX-License-Identifier: MIT
"""Kernels without Go's runtime as a need."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from bench.definitions.need import Need, refuse_file
from bench.errors import BenchError

LOADERS = ("multiboot2", "multiboot", "kernel")
"""The loaders of a Multiboot kernel: two commands of GRUB's, from a CD, and an option of QEMU's."""


@dataclass(frozen=True)
class Multiboot(Need):
    """A 32-bit kernel in Go without Go's runtime.

    Args:
        program: a folder of `kernels/rt0/` with a Go main package.
        by: what loads it: GRUB's command `multiboot2` or `multiboot`, from a CD, or QEMU's
            option `kernel`, which is the quickest and speaks Multiboot's first version.
    """

    boots: ClassVar[str] = "multiboot"
    medium: ClassVar[str] = "CD"
    program: str
    by: str = "multiboot2"

    def __post_init__(self) -> None:
        super().__post_init__()
        refuse_file(self.program, "a folder of kernels/rt0/")
        if not re.fullmatch(r"[a-z0-9-]+", self.program):
            raise BenchError(
                f"{self.program!r} is not a name of a program",
                hint="write that of a folder of kernels/rt0/, such as hello",
            )
        if self.by not in LOADERS:
            raise BenchError(
                f"nothing loads a kernel by {self.by!r}", hint=f"write {', '.join(LOADERS)}"
            )
