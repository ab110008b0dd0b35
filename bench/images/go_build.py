"""Builds by the Makefile of `kernels/`.

It takes GOARCH, OUT, what to make (KERNEL, TEST or the target `shim`), GO (the go command) and
SHIM (a folder with the linked shim), and writes OUT/KERNEL.elf: bootable, and with symbols.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.confinement.build import Reach
from bench.definitions.architecture import Architecture
from bench.errors import BenchError
from bench.images import command, digest, overlay
from bench.images.workshop import Workshop
from bench.missing import missing


@dataclass(frozen=True)
class _Target:
    """What the Makefile is to make: a name, a file, the words for it, and what it depends on.

    Attributes:
        reads: what it reads beside its sources and its tools.
    """

    name: str
    file: str
    words: tuple[str, ...]
    what: str
    key: str
    reads: tuple[Path, ...] = ()


def go_command() -> Path:
    """The go command that kernels are built with.

    Raises:
        HostError: it is missing.
    """
    go = command.go()
    if not go:
        raise missing("go")
    return go


def go_reach(go: Path, *further: Path) -> Reach:
    """What a build with Go reads beside its sources and `further`, and where it keeps its own.

    The go command of a Python environment is a program of that Python's.
    """
    asked = command.run([go, "env", "GOROOT", "GOCACHE"], what="ask go for its folders")
    tree, cache = map(Path, asked.decode().splitlines())
    cache.mkdir(parents=True, exist_ok=True)
    return Reach((tree, Path(sys.prefix), Path(sys.base_prefix), *further), (cache,))


def go_image(
    workshop: Workshop, name: str, words: Sequence[str], architecture: Architecture, *, what: str
) -> Path:
    """Build a kernel that carries the shim; returns its ELF file.

    Args:
        workshop: where it is built and kept.
        name: what it is called, without an end.
        words: what the Makefile is told beside architecture, tools and folders.
        architecture: which it is for.
        what: what is built, for progress and errors: "the kernel hello".

    Raises:
        HostError: the go command or the tool chain is missing.
        BenchError: it does not compile; the error names the file and line.
    """
    go, shim = go_command(), _shim(workshop, architecture)
    target = _Target(
        name=f"kernel-{name}",
        file=f"{name}.elf",
        words=(*words, f"GO={go}", f"SHIM={shim}"),
        what=what,
        key=digest.combined(_sources(workshop, go), *words),
        reads=(shim,),
    )
    return _made(workshop, target, architecture) / target.file


def go_program(workshop: Workshop, name: str, architecture: Architecture, *, what: str) -> Path:
    """Build a kernel as a program of Linux, with the build tag `hosted`; returns its file.

    Raises:
        HostError: the go command is missing.
        BenchError: it does not compile so; the error names the file and line.
    """
    go = go_command()
    target = _Target(
        name=f"program-{name}",
        file=name,
        words=(f"KERNEL={name}", "HOSTED=1", f"GO={go}"),
        what=what,
        key=_sources(workshop, go),
    )
    return _made(workshop, target, architecture) / target.file


def _sources(workshop: Workshop, go: Path) -> str:
    """What a build depends on."""
    version = command.run([go, "version"], what="ask go for its version").decode()
    return digest.combined(overlay.of_layers(workshop.project.sources("kernels")), version)


def _shim(workshop: Workshop, architecture: Architecture) -> Path:
    """Link the shim that every kernel of an architecture carries; returns its folder."""
    makefile, shim = map(workshop.project.find, ("kernels/Makefile", "kernels/shim"))
    for needed in (makefile, shim):
        if not needed.exists():
            raise BenchError(f"there is no {needed}")
    key = digest.combined(digest.of_folder(shim), digest.of_path(makefile))
    target = _Target("shim", "shim.bin", ("shim",), "the shim", key)
    return _made(workshop, target, architecture)


def _made(workshop: Workshop, target: _Target, architecture: Architecture) -> Path:
    """Run the Makefile on a copy of its folder; returns a folder with what it made."""
    what = f"{target.what} for {architecture.name}"

    def build(folder: Path) -> None:
        workshop.progress.step(f"build {what}")
        out, copy = folder / "out", folder / "source"
        argv = ["make", *target.words, f"GOARCH={architecture.go}", f"OUT={out}"]
        reach = go_reach(go_command(), *target.reads)
        command.make(workshop.project.sources("kernels"), argv, copy=copy, what=what, reach=reach)
        (out / target.file).rename(folder / target.file)
        command.remove(out)
        command.remove(copy)

    compiler = command.version(f"{architecture.cross}gcc")
    key = digest.combined(digest.of_path(Path(__file__)), compiler, target.key)
    return workshop.store.artefact(f"{target.name}-{architecture.name}", key, build)
