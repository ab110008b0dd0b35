# SPDX-License-Identifier: MIT
"""Linux kernels that the bench builds from Debian's source, in a configuration of its own.

One takes a quarter of an hour of CPU time, once: what is kept is the kernel, and of its build
what modules are built against.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from bench.architectures.architecture import Architecture
from bench.artefacts import digest
from bench.images.debian import debian
from bench.images.linux import kconfig
from bench.images.linux.kconfig import Option
from bench.images.linux.port import port_to
from bench.images.tools import command
from bench.images.tools.complaint import Place
from bench.images.workshop import Workshop

# Who builds, where, when and how often is part of a kernel, unless it is said.
_SAME_BYTES = {
    "KBUILD_BUILD_TIMESTAMP": "1970-01-01",
    "KBUILD_BUILD_USER": "bench",
    "KBUILD_BUILD_HOST": "bench",
    "KBUILD_BUILD_VERSION": "1",
}

_REPORT_EVERY = 200
"""Source files."""

ARGUMENTS = ("panic_on_warn=1", "panic_on_taint=0x2a0")
"""A guest ends at the first report of its kernel's: a warning, UBSAN, or what leaves one of the
marks "bad page" (KASAN, a slab's checks), "died" and "warned" (sleeping while atomic); see the
kernel's Documentation/admin-guide/tainted-kernels.rst."""


def checked_kernel(workshop: Workshop, architecture: Architecture) -> Path:
    """The kernel of the workshop's series; see `source_kernel`."""
    name = workshop.series
    options = kconfig.fragment(workshop.project, [f"images/linux-{name}.config"], architecture)
    return source_kernel(workshop, architecture, name, options)


def source_kernel(
    workshop: Workshop, architecture: Architecture, name: str, options: tuple[Option, ...]
) -> Path:
    """The folder with `kernel`, which QEMU boots, and `build`, which modules are built against.

    Args:
        workshop: what recipes work with.
        architecture: of the kernel.
        name: of the kernel, for people.
        options: its configuration, but for what follows from it.

    Raises:
        BenchError: the configuration does not come out as the project's files say, or the
            kernel does not build.
        HostError: a tool is missing.
    """
    source = debian.source(workshop.distribution.series)
    package = workshop.debian.lock.package(source, "all")

    def build(folder: Path) -> None:
        workshop.debian.unpack(package, folder / "unpacked")
        tree = folder / "tree"
        _extract(folder / "unpacked" / "usr" / "src" / f"{package.name}.tar.xz", tree)
        command.remove(folder / "unpacked")
        _Build(workshop, architecture, name, tree).run(options)
        shutil.copyfile(tree / port_to(architecture).image, folder / "kernel")
        _keep_build(tree, architecture, folder / "build")
        command.remove(tree)

    key = digest.combined(
        digest.of_path(Path(__file__)),
        digest.of_path(Path(kconfig.__file__)),
        package.sha256,
        kconfig.text(options),
        command.tool_chain(architecture),
    )
    return workshop.store.artefact(f"linux-{name}-{architecture.name}", key, build)


class _Build:
    """A build of the kernel in its unpacked source."""

    def __init__(
        self, workshop: Workshop, architecture: Architecture, name: str, tree: Path
    ) -> None:
        self._workshop = workshop
        self._architecture = architecture
        self._port = port_to(architecture)
        self._tree = tree
        self._what = f"Linux {name} for {architecture.name}"
        self._compiled = 0

    def run(self, options: tuple[Option, ...]) -> None:
        """Configure and build the kernel, and what modules are built with."""
        self._workshop.progress.step(f"configure {self._what}")
        wanted = self._tree / "bench.config"
        wanted.write_text(kconfig.text(options))
        self._make(f"KCONFIG_ALLCONFIG={wanted.name}", "allnoconfig")
        kconfig.verify(options, (self._tree / ".config").read_text())
        self._workshop.progress.step(f"build {self._what}: this takes long, once")
        # Without a module in the configuration, the second only lists what the kernel exports.
        self._make(Path(self._port.image).name, "modules")

    def _make(self, *arguments: str) -> None:
        command.watch(
            [
                "make",
                f"-j{len(os.sched_getaffinity(0))}",
                f"ARCH={self._port.arch}",
                f"CROSS_COMPILE={self._architecture.cross}",
                *arguments,
            ],
            what=f"build {self._what}",
            place=Place(self._tree),
            variables=_SAME_BYTES,
            told=self._tell,
        )

    def _tell(self, line: str) -> None:
        """Count what kbuild says that it compiles."""
        if line.startswith("  CC "):
            self._compiled += 1
            if self._compiled % _REPORT_EVERY == 0:
                self._workshop.progress.step(f"build {self._what}: {self._compiled} files compiled")


def _extract(archive: Path, tree: Path) -> None:
    tree.mkdir()
    command.run(
        ["tar", "-xf", archive, "-C", tree, "--strip-components=1"], what=f"unpack {archive.name}"
    )


def _keep_build(tree: Path, architecture: Architecture, target: Path) -> None:
    """The files that `make -C` of an external module reads, as the kernel's packages have them."""
    for path in read_by_modules(tree, f"arch/{port_to(architecture).arch}"):
        copy = target / path.relative_to(tree)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, copy, follow_symlinks=False)


def read_by_modules(tree: Path, architecture: str) -> Iterator[Path]:
    """The files of a kernel's build, or of its source, that builds of modules read.

    Args:
        tree: the folder.
        architecture: that of the architecture's own files in it, such as `arch/x86`.
    """
    for name in (".config", "Makefile", "Module.symvers", "tools/objtool/objtool"):
        if (tree / name).is_file():  # not every architecture has the last
            yield tree / name
    yield from (tree / architecture).glob("Makefile*")
    for folder in ("include", "scripts", f"{architecture}/include"):
        for path in digest.files(tree / folder) if (tree / folder).is_dir() else ():
            if path.suffix not in {".o", ".cmd", ".c"}:
                yield path
