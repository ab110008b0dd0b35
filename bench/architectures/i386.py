# SPDX-License-Identifier: MIT
"""i386: PCs with processors of 32 bits."""

from __future__ import annotations

from bench.architectures import pc
from bench.architectures.architecture import Architecture

ARCHITECTURE = Architecture(
    name="i386",
    boards=pc.BOARDS,
    qemu_package="qemu-system-x86",
    debian="i386",
    gnu="i686-linux-gnu",
    compiler_packages="gcc-i686-linux-gnu libc6-dev-i386-cross",
    go="386",
    ram=0,
    loads=pc.LOADS,
    probe=pc.PROBE,
)
