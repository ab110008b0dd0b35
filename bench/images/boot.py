"""What QEMU boots."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Boot:
    """Files and words for QEMU's command line.

    Attributes:
        kernel: for `-kernel`.
        initrd: for `-initrd`.
        symbols: an ELF file whose symbols are the kernel's.
        arguments: words of the kernel's command line that the need implies; which
            serial line is whose is the plan's to add.
    """

    kernel: Path
    initrd: Path | None
    symbols: Path | None
    arguments: tuple[str, ...]
