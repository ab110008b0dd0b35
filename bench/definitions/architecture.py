# SPDX-License-Identifier: MIT
"""The one place that knows architectures: what each is called by each tool."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Architecture:
    """A processor architecture and its names.

    Attributes:
        name: as in machine definitions and QEMU (`x86_64`, `i386`, `aarch64`).
        qemu: the emulator's program.
        go: GOARCH.
        debian: Debian's architecture.
        kbuild: ARCH of the Linux kernel's build.
        cross: prefix of the GNU tool chain (`CROSS_COMPILE`).
        ram: guest physical address at which RAM starts, in bytes.
        runs: the architectures whose programs its processors run.
        loads: the kinds of kernels that QEMU's `-kernel` starts, the preferred first, as
            `bench.structs.boot_images.boot_image.Protocol` has them.
        broken: features of its CPUs that QEMU 7.2 emulates wrongly. No guest is given them.
    """

    name: str
    qemu: str
    go: str
    debian: str
    kbuild: str
    cross: str
    ram: int
    runs: tuple[str, ...]
    loads: tuple[str, ...]
    broken: tuple[str, ...] = ()


_PC = ("linux", "pvh", "multiboot")

ARCHITECTURES: dict[str, Architecture] = {
    architecture.name: architecture
    for architecture in (
        Architecture(
            name="x86_64",
            qemu="qemu-system-x86_64",
            go="amd64",
            debian="amd64",
            kbuild="x86",
            cross="x86_64-linux-gnu-",
            ram=0,
            runs=("x86_64", "i386"),
            loads=_PC,
            # cmpxchg16b leaves the operands of an earlier addition in the flags. An interrupt
            # that comes then brings them back as the direction of strings, single steps, …;
            # the allocator of Linux 6.12 uses it all the time. QEMU 8.0 has it right.
            broken=("cx16",),
        ),
        Architecture(
            name="i386",
            qemu="qemu-system-i386",
            go="386",
            debian="i386",
            kbuild="i386",
            cross="i686-linux-gnu-",
            ram=0,
            runs=("i386",),
            loads=_PC,
        ),
        Architecture(
            name="aarch64",
            qemu="qemu-system-aarch64",
            go="arm64",
            debian="arm64",
            kbuild="arm64",
            cross="aarch64-linux-gnu-",
            ram=0x4000_0000,
            runs=("aarch64",),
            loads=("linux", "elf", "flat"),
        ),
    )
}
