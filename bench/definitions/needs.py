"""What a test needs a machine to boot, as the test's source states it.

Every argument is a literal, so that cells can be listed by reading the source.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Go:
    """A bare-metal Go kernel.

    Args:
        kernel: a folder of `kernels/` with a Go main package.
        arguments: handed to the kernel as `os.Args[1:]`.
    """

    boots: ClassVar[str] = "go"
    kernel: str
    arguments: tuple[str, ...] = ()


@dataclass(frozen=True)
class Linux:
    """A Linux kernel with an initramfs that holds busybox, modules and programs.

    Args:
        modules: folders of `payloads/modules/`, loaded in this order before the
            guest reports that it is ready.
        programs: files of `payloads/`, without their suffix and architecture
            (`com/exit42`), found in the guest under `/payloads/`.
        append: further words of the kernel's command line.
    """

    boots: ClassVar[str] = "linux"
    modules: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    append: str = ""


Need = Go | Linux
