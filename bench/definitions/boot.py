"""What a need comes to, as files: the value that images hand to the plan."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Boot:
    """What to boot.

    Attributes:
        kernel: what QEMU loads.
        initrd: the initial RAM file system, of Linux.
        symbols: an ELF file with the kernel's symbols.
        arguments: words of the kernel's command line that the need implies.
    """

    kernel: Path
    initrd: Path | None = None
    symbols: Path | None = None
    arguments: tuple[str, ...] = ()
