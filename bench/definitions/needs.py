# SPDX-License-Identifier: MIT
"""What a test needs a machine to boot, as the test's source states it.

Every argument is a literal, so that cells can be listed by reading the source.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from bench.errors import BenchError

RESETS = ("end", "again")
"""What a guest's reset of itself does: it ends the guest, or the guest goes on."""


@dataclass(frozen=True, kw_only=True)
class _Resets:
    """What is common to all that a guest may boot.

    Args:
        reset: `again` lets the guest go on after it has reset itself, which otherwise ends it.
    """

    reset: str = "end"

    def __post_init__(self) -> None:
        if self.reset not in RESETS:
            raise BenchError(
                f"there is no reset {self.reset!r}", hint=f"write {' or '.join(RESETS)}"
            )


@dataclass(frozen=True)
class Go(_Resets):
    """A bare-metal Go kernel.

    Args:
        kernel: a folder of `kernels/` with a Go main package.
        arguments: handed to the kernel as `os.Args[1:]`.
    """

    boots: ClassVar[str] = "go"
    kernel: str
    arguments: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        _refuse_file(self.kernel, "a folder of kernels/")

    @property
    def words(self) -> tuple[str, ...]:
        """What the kernel is started with."""
        return self.arguments


@dataclass(frozen=True)
class GoTest(_Resets):
    """The tests of a Go package, built by the stock tool chain as a bare-metal kernel.

    Args:
        package: of Go's standard library (`strings`), or of `kernels/`
            (`emubench/kernels/lib/record`).
        skip: tests that are left out, each group with its reason:
            `"TestDial TestListen/tcp6: needs a network"`.
        files: folders and files of Go's tree that the tests read, where they lie there:
            `src/go/printer/nodes.go`.
        arguments: further flags for the test binary: `-test.run=^TestParse`.
    """

    boots: ClassVar[str] = "go"
    package: str
    skip: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    arguments: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        for group in self.skip:
            tests, colon, reason = group.partition(": ")
            if not (tests.strip() and colon and reason.strip()):
                raise BenchError(
                    f"{group!r} does not say why a test is left out",
                    hint='write "TestDial TestListen: needs a network"',
                )

    @property
    def left_out(self) -> dict[str, str]:
        """The reason why a test is left out, by its name."""
        groups = (group.partition(": ") for group in self.skip)
        return {test: reason for tests, _, reason in groups for test in tests.split()}

    @property
    def words(self) -> tuple[str, ...]:
        """What the kernel is started with: flags of Go's test binaries, and where it stands."""
        # A pattern for each level of subtests, each of them whole.
        tests = ("/".join(f"^{part}$" for part in test.split("/")) for test in self.left_out)
        skip = "|".join(tests)
        return (
            "-test.v=test2json",
            "-test.short",
            "-test.paniconexit0",
            *([f"-test.skip={skip}"] if skip else []),
            *self.arguments,
            f"folder=/src/{self.package}",
        )


LONGEST_TAIL = 126
"""Characters that a PSP has room for, beside their number and the carriage return behind."""


@dataclass(frozen=True)
class Dos(_Resets):
    """A COM program of MS-DOS in 16-bit real mode, on a loader of ours instead of DOS.

    Args:
        program: a file of `payloads/dos/`, without its suffix.
        arguments: the words of the command tail in its PSP.
        hold: whether the guest waits, when the program has ended, for a byte on its
            first serial line: until then a test can look at screen and memory.
    """

    boots: ClassVar[str] = "dos"
    program: str
    arguments: tuple[str, ...] = ()
    hold: bool = False

    def __post_init__(self) -> None:
        super().__post_init__()
        if not re.fullmatch(r"[A-Za-z0-9_-]+", self.program):
            raise BenchError(
                f"{self.program!r} is no name of a program",
                hint="write that of a file of payloads/dos/ without its suffix, such as hello",
            )
        if not (self.tail.isascii() and self.tail.isprintable()):
            raise BenchError(
                "a command tail is one line of ASCII", hint="leave other characters out"
            )
        if len(self.tail) > LONGEST_TAIL:
            raise BenchError(
                f"a command tail of {len(self.tail)} characters does not fit into a PSP",
                hint=f"write up to {LONGEST_TAIL}, with the blank before each word",
            )

    @property
    def tail(self) -> str:
        """What MS-DOS would have found behind the program's name: each word after a blank."""
        return "".join(f" {word}" for word in self.arguments)


LOADERS = ("multiboot2", "multiboot", "kernel")
"""What loads a Multiboot kernel: two commands of GRUB's, from a CD, and an option of QEMU's."""


@dataclass(frozen=True)
class Multiboot(_Resets):
    """A 32-bit kernel in Go without Go's runtime.

    Args:
        program: a folder of `kernels/rt0/` with a Go main package.
        by: what loads it: GRUB's command `multiboot2` or `multiboot`, from a CD, or QEMU's
            option `kernel`, which is the quickest and speaks Multiboot's first version.
    """

    boots: ClassVar[str] = "multiboot"
    program: str
    by: str = "multiboot2"

    def __post_init__(self) -> None:
        super().__post_init__()
        _refuse_file(self.program, "a folder of kernels/rt0/")
        if not re.fullmatch(r"[a-z0-9-]+", self.program):
            raise BenchError(
                f"{self.program!r} is no name of a program",
                hint="write that of a folder of kernels/rt0/, such as hello",
            )
        if self.by not in LOADERS:
            raise BenchError(
                f"nothing loads a kernel by {self.by!r}", hint=f"write {', '.join(LOADERS)}"
            )


@dataclass(frozen=True)
class Boot(_Resets):
    """What somebody else has built; with nothing named, the board and its firmware alone.

    Each is a path from the project's root. One that a Makefile makes, in its folder or the
    next one above, is built by that first.

    Args:
        kernel: what QEMU or GRUB loads, whichever knows it: Linux, Multiboot, ELF.
        initrd: Linux' initial RAM disk, or a Multiboot kernel's one module.
        append: the kernel's command line, as it stands.
        device_tree: a blob in place of the board's own.
        firmware: an image in place of the board's own.
        cdrom: an ISO 9660 image.
        floppy: an image of a floppy disk.
        disks: images, raw or qcow2. Like the floppy they stay as they are: what a guest
            writes is gone with it.
    """

    boots: ClassVar[str] = "file"
    kernel: str = ""
    initrd: str = ""
    append: str = ""
    device_tree: str = ""
    firmware: str = ""
    cdrom: str = ""
    floppy: str = ""
    disks: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        for name in ("initrd", "append", "device_tree"):
            if getattr(self, name) and not self.kernel:
                raise BenchError(f"{name} is for a kernel", hint="name one: Boot(kernel=…)")

    @property
    def what(self) -> str:
        """What boots, in a word."""
        return self.files[0][1] if self.files else "its firmware"

    @property
    def files(self) -> tuple[tuple[str, str], ...]:
        """Every path, each with the name of its argument."""
        names = ("kernel", "initrd", "device_tree", "firmware", "cdrom", "floppy")
        named = ((name, getattr(self, name)) for name in names)
        return (*(pair for pair in named if pair[1]), *(("disks", disk) for disk in self.disks))


COLD = "BENCH_COLD"
"""The environment variable that has every guest boot, in a run and all its processes."""

STARTS = ("warm", "pristine", "cold")
"""How a Linux guest may start, the quickest first."""


@dataclass(frozen=True)
class Linux(_Resets):
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
    """

    boots: ClassVar[str] = "linux"
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

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.start not in STARTS:
            raise BenchError(f"there is no start {self.start!r}", hint=f"write {', '.join(STARTS)}")


def _refuse_file(name: str, wanted: str) -> None:
    """Say which need is for files where one stands in place of a folder's name."""
    if re.search(r"/.*/|\.\w+$", name) or name.startswith("/"):
        raise BenchError(
            f"{name!r} is a file's path and not {wanted}",
            hint=f'write bench.Boot(kernel="{name}")',
        )


def module_name(module: str) -> str:
    """The name in what a need says of a module, parameters apart."""
    return module.split(maxsplit=1)[0] if module.strip() else module


Need = Boot | Dos | Go | GoTest | Linux | Multiboot
