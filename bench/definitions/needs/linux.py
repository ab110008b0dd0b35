# SPDX-License-Identifier: MIT
"""Linux systems as a need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bench.definitions.need import Need
from bench.errors import BenchError

STARTS = ("warm", "pristine", "cold")
"""How a Linux guest may start, the quickest first."""


@dataclass(frozen=True)
class Linux(Need):
    """A Linux system with busybox, modules and programs.

    Args:
        modules: folders of `payloads/modules/`, or modules of the kernel's own package
            (`virtio_blk`), each behind those that it needs; loaded in this order before the
            test starts. Of a folder that makes several, `pair/a` is one. Parameters follow
            the name: `binfmt_com data_kb=640`.
        programs: files of `payloads/`, without their suffix and architecture
            (`com/exit42`), found in the guest under `/payloads/`.
        go: folders of `kernels/` that are built as ordinary programs (with the build tag
            `hosted`), found in the guest under `/payloads/`.
        append: further words of the kernel's command line.
        files: files of `payloads/` as they are, found under `/payloads/` too.
        packages: Debian packages whose files the guest has, as `images/packages.txt` lists
            them and the lock file pins them; those that they depend on are named too.
        setup: shell commands, run one after the other before the test starts.
        until: text that the first console must have shown before the test starts.
        unloaded: folders of `payloads/modules/` that are built, and lie in the guest as
            `/modules/NAME.ko` for the test to load, beside those that they need.
        start: `warm` takes a clone of a booted guest that may have run a little,
            `pristine` one that has not, `cold` boots.
        kernel: a kernel of the user's own, in place of Debian's: the name of an image, or a path
            from the project's root. Modules are built for it where its image says with what.
    """

    boots: ClassVar[str] = "linux"
    speaks_on_com1: ClassVar[bool] = False  # it looks for a card too
    has_agent: ClassVar[bool] = True
    modules: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    append: str = ""
    files: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    setup: tuple[str, ...] = ()
    until: str = ""
    unloaded: tuple[str, ...] = ()
    start: str = "warm"
    go: tuple[str, ...] = ()
    kernel: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.start not in STARTS:
            raise BenchError(f"there is no start {self.start!r}", hint=f"write {', '.join(STARTS)}")

    @property
    def steps(self) -> int:
        """The boot, each module, and each command."""
        return 1 + len(self.modules) + len(self.setup)
