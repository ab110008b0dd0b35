# SPDX-License-Identifier: MIT
"""Bare-metal Go kernels as a need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bench.definitions.need import Need, refuse_file


@dataclass(frozen=True)
class Go(Need):
    """A bare-metal Go kernel.

    Args:
        kernel: a folder of `kernels/` with a Go main package.
        arguments: handed to the kernel as `os.Args[1:]`.
    """

    boots: ClassVar[str] = "go"
    kernel: str
    arguments: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        refuse_file(self.kernel, "a folder of kernels/")

    @property
    def words(self) -> tuple[str, ...]:
        """The kernel's arguments."""
        return self.arguments
