# SPDX-License-Identifier: MIT
"""The facts of a processor architecture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bench.architectures.board import Board, any_board
from bench.architectures.probe import Probe


@dataclass(frozen=True)
class LinuxPort:
    """The facts of Linux on an architecture.

    Attributes:
        arch: ARCH of the kernel's build.
        image: what that build makes for a boot loader, below its folder.
        bzimage: whether that is a bzImage, which has an ELF file inside that QEMU can enter.
        words: what the kernel is told on every board.
        one_thread: whether QEMU is to emulate all CPUs of a guest by one thread.
        system_calls: the numbers of those that the bench looks at (asm/unistd.h), by name.
    """

    arch: str
    image: str
    bzimage: bool = False
    words: tuple[str, ...] = ()
    one_thread: bool = False
    system_calls: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Architecture:
    """A processor architecture: its names, its boards, and how its kernels begin.

    Attributes:
        name: as in machine definitions, and QEMU's (`x86_64`, `i386`, `aarch64`).
        boards: QEMU's machine types of which the bench knows the facts, by their names.
        qemu_package: Debian's package of the emulator.
        debian: Debian's name of it.
        gnu: the GNU triple that the tool chain's programs begin with (`x86_64-linux-gnu`).
        compiler_packages: Debian's packages of that tool chain, separated by blanks.
        go: GOARCH.
        ram: guest-physical address at which RAM starts, in bytes.
        loads: the kinds of kernels that QEMU's `-kernel` starts, the preferred first, as
            `bench.structs.boot_images.boot_image.Protocol` has them.
        probe: the kernel that tells whether an accelerator works.
        also_runs: other architectures whose programs its processors run.
        emulates: other architectures of boards that its emulator has.
        broken: features of its CPUs that QEMU 7.2 emulates wrongly. No guest is given them.
        linux: of Linux on it; None where the bench brings no Linux.
    """

    name: str
    boards: Mapping[str, Board]
    qemu_package: str
    debian: str
    gnu: str
    compiler_packages: str
    go: str
    ram: int
    loads: tuple[str, ...]
    probe: Probe
    also_runs: tuple[str, ...] = ()
    emulates: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()
    linux: LinuxPort | None = None

    @property
    def qemu(self) -> str:
        """The emulator's program."""
        return f"qemu-system-{self.name}"

    @property
    def cross(self) -> str:
        """The prefix of the tool chain's programs (`CROSS_COMPILE`)."""
        return f"{self.gnu}-"

    @property
    def runs(self) -> tuple[str, ...]:
        """The architectures whose programs its processors run."""
        return (self.name, *self.also_runs)

    def board(self, name: str) -> Board:
        """The facts of a board, or of the one that it is a version of; else those of any board."""
        named = (board for board in self.boards.values() if board.is_called(name))
        return next(named, None) or any_board(name)
