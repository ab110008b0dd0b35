# SPDX-License-Identifier: MIT
"""Modules that belong to the kernel: from Debian's package of it, or from the user's build."""

from __future__ import annotations

import lzma
import re
from pathlib import Path

from bench.architectures.architecture import Architecture
from bench.artefacts import digest
from bench.definitions.linux import BUILT
from bench.errors import BenchError
from bench.images.debian import debian
from bench.images.tools import command
from bench.images.workshop import Workshop


def kernel_module(workshop: Workshop, name: str, architecture: Architecture) -> tuple[Path, ...]:
    """The file of one of the kernel's own modules, behind those of all that it needs.

    Args:
        workshop: what recipes work with.
        name: the module's, as lsmod shows it or with hyphens.
        architecture: whose kernel.

    Returns:
        The `.ko` files; none of a module that is built into the kernel.

    Raises:
        BenchError: the kernel has no such module.
    """
    if workshop.tree and workshop.tree.modules:
        return _Built(workshop, workshop.tree.modules).module(name)
    if workshop.tree or workshop.series in BUILT:
        kernel = workshop.tree.name if workshop.tree else workshop.series
        raise BenchError(
            f"there is no module {name}: payloads/modules/{name} is missing, and "
            f"Linux {kernel} has no modules of its own"
        )
    folder = _modules(workshop, architecture)
    for line in (folder / "modules.dep").read_text(encoding="utf-8").splitlines():
        file, _, needed = line.partition(":")
        if _plain(Path(file).stem) == _plain(name):
            # depmod lists all that is needed, what is needed most deeply last.
            return tuple(folder / path for path in (*reversed(needed.split()), file))
    built_in = (folder / "modules.builtin").read_text(encoding="utf-8").split()
    if _plain(name) in (_plain(Path(file).stem) for file in built_in):
        return ()
    raise BenchError(
        f"there is no module {name}: payloads/modules/{name} is missing, and the "
        f"kernel's package for {architecture.name} has none of this name"
    )


class _Built:
    """The modules of a kernel where it was built, by the lists that its build leaves."""

    def __init__(self, workshop: Workshop, folder: Path) -> None:
        self._workshop = workshop
        self._folder = folder

    def module(self, name: str) -> tuple[Path, ...]:
        """As `kernel_module`."""
        if file := self._listed("modules.order", name):
            self._workshop.inputs.note(file)
            found = DEPENDS.search(file.read_bytes())
            needed = found[1].decode().split(",") if found and found[1] else []
            below = [each for other in needed for each in self.module(other)]
            return tuple(dict.fromkeys([*below, file]))
        if self._listed("modules.builtin", name):
            return ()
        raise BenchError(
            f"there is no module {name}: payloads/modules/{name} is missing, and the build in "
            f"{self._folder} made none of this name"
        )

    def _listed(self, name: str, module: str) -> Path | None:
        """The file of a module in one of the lists: as `.ko`, or `.o` since Linux 6.4."""
        listing = self._folder / name
        self._workshop.inputs.note(listing)
        for line in listing.read_text(encoding="utf-8").split() if listing.is_file() else ():
            file = Path(line.removeprefix("kernel/")).with_suffix(".ko")
            if _plain(file.stem) == _plain(module):
                return self._folder / file
        return None


DEPENDS = re.compile(rb"\0depends=([^\0]*)\0")
"""In a module's section .modinfo: the modules whose symbols it uses, as modpost found them."""


def _plain(name: str) -> str:
    return name.replace("-", "_")


def _modules(workshop: Workshop, architecture: Architecture) -> Path:
    """The folder with all modules of the kernel, what each needs, and which are built in."""
    source = workshop.debian
    package = source.lock.package(
        debian.image(workshop.release, architecture.debian), architecture.debian
    )

    def build(folder: Path) -> None:
        source.unpack(package, folder / "unpacked")
        release = source.find(package, folder / "unpacked", "lib/modules/*")
        _decompress(release)
        command.run(["depmod", "-b", release.parents[2], release.name], what=f"list {package.name}")
        for name in ("kernel", "modules.dep", "modules.builtin"):
            (release / name).rename(folder / name)
        command.remove(folder / "unpacked")

    key = digest.combined(digest.of_path(Path(__file__)), package.sha256)
    return workshop.store.artefact(
        f"linux-modules-{workshop.series}-{architecture.name}", key, build
    )


def _decompress(folder: Path) -> None:
    """Newer kernels' packages compress modules; a guest loads them as they are."""
    for file in folder.rglob("*.ko.xz"):
        file.with_suffix("").write_bytes(lzma.decompress(file.read_bytes()))
        file.unlink()
