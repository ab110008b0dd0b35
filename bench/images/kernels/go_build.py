# SPDX-License-Identifier: MIT
"""Builds by the Makefile of `kernels/`.

It takes GOARCH, OUT, what to make (KERNEL, TEST or the target `shim`), GO (the go command) and
SHIM (a folder with the linked shim), and writes OUT/KERNEL.elf: bootable, and with symbols.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from bench.architectures.architecture import Architecture
from bench.artefacts import digest
from bench.confinement.build import Reach
from bench.errors import BenchError
from bench.host.advice import missing
from bench.host.cache import cache_root
from bench.images.tools import command
from bench.images.tools.complaint import Place
from bench.images.tools.sources import Sources
from bench.images.workshop import Workshop

_IMPORTS_C = re.compile(rb'^(import)?\s*"C"\s*$', re.MULTILINE)


@dataclass(frozen=True)
class _Target:
    """A target of the Makefile: its name, file, words and sources.

    Attributes:
        reads: what it reads beside its sources and its tools.
        package: the folder of the main package, if it is one of ours.
    """

    name: str
    file: str
    words: tuple[str, ...]
    what: str
    key: str
    reads: tuple[Path, ...] = ()
    package: Path | None = None


def go_command(workshop: Workshop) -> Path:
    """The go command that kernels are built with.

    Raises:
        HostError: it is missing.
    """
    go = command.go()
    if not go:
        raise missing("go")
    workshop.inputs.note(go)
    return go


def build_with_go(
    workshop: Workshop, argv: Sequence[str | Path], what: str, place: Place, reach: Reach
) -> None:
    """Run a Makefile that calls the go command, which it is let at.

    That of a Python environment, this one or another, is a program of that Python's. What it
    compiled before it knows by all that shaped it, so that builds share it.
    """
    go = go_command(workshop)
    asked = command.run([go, "env", "GOROOT"], what="ask go for its tree")
    cache = cache_root() / "go-build"
    cache.mkdir(parents=True, exist_ok=True)
    tools = (Path(asked.decode().strip()), go.parents[1], Path(sys.base_prefix))
    command.make(
        argv,
        what=what,
        place=place,
        variables={"GOCACHE": str(cache)},
        reach=Reach((*tools, *reach.reads), (cache, *reach.writes)),
    )


@dataclass(frozen=True)
class Image:
    """A kernel that the Makefile is to make.

    Attributes:
        name: of its file, without a suffix.
        words: what the Makefile is told beside architecture, tools and folders.
        what: the kernel's name in progress and errors: "the kernel hello".
        package: the folder of its main package below the project's, if it is one of ours.
    """

    name: str
    words: tuple[str, ...]
    what: str
    package: Path | None = None


def go_image(workshop: Workshop, image: Image, architecture: Architecture) -> Path:
    """Build a kernel that carries the shim; returns its ELF file.

    Raises:
        HostError: the go command or the tool chain is missing.
        BenchError: it does not compile; the error names the file and line.
    """
    go, shim = go_command(workshop), _shim(workshop, architecture)
    target = _Target(
        name=f"kernel-{image.name}",
        file=f"{image.name}.elf",
        words=(*image.words, f"GO={go}", f"SHIM={shim}"),
        what=image.what,
        key=digest.combined(workshop.sources("kernels").digest, go_version(go), *image.words),
        reads=(shim,),
        package=image.package,
    )
    return _made(workshop, target, architecture) / target.file


def go_program(workshop: Workshop, name: str, architecture: Architecture, *, package: Path) -> Path:
    """Build a kernel as a program of Linux, with the build tag `hosted`; returns its file.

    Raises:
        HostError: the go command is missing.
        BenchError: it does not compile so; the error names the file and line.
    """
    go = go_command(workshop)
    target = _Target(
        name=f"program-{name}",
        file=name,
        words=(f"KERNEL={name}", "HOSTED=1", f"GO={go}"),
        what=f"{package} as a program",
        package=package,
        key=digest.combined(workshop.sources("kernels").digest, go_version(go)),
    )
    return _made(workshop, target, architecture) / target.file


def go_version(go: Path) -> str:
    """The identity of the go command."""
    return command.run([go, "version"], what="ask go for its version").decode()


def _shim(workshop: Workshop, architecture: Architecture) -> Path:
    """Link the shim that every kernel of an architecture carries; returns its folder."""
    for needed in ("kernels/Makefile", "kernels/shim"):
        if not workshop.look(needed).exists():
            raise BenchError("is missing", where=needed)
    key = workshop.sources("kernels").digest_of(
        lambda path: path.parts[1:] == ("Makefile",) or path.parts[1] == "shim"
    )
    target = _Target("shim", "shim.bin", ("shim",), "the shim", key)
    return _made(workshop, target, architecture)


def _made(workshop: Workshop, target: _Target, architecture: Architecture) -> Path:
    """Run the Makefile on a copy of its folder; returns a folder with what it made."""
    what = f"build {target.what} for {architecture.name}"
    workshop.inputs.note_program(f"{architecture.cross}gcc", f"{architecture.cross}ld", "make")
    sources = workshop.sources("kernels")

    def build(folder: Path) -> None:
        workshop.progress.step(what)
        out, copy = folder / "out", folder / "source"
        sources.copy(copy)
        out.mkdir()
        argv = ["make", *target.words, f"GOARCH={architecture.go}", f"OUT={out}"]
        module = out / "build" / f"{Path(target.file).stem}-{architecture.go}" / "module"
        place = replace(sources.place(copy, module, out), built=target.package)
        with _explained(sources, target.package):
            build_with_go(workshop, argv, what, place, Reach(target.reads, (out,)))
        take(out / target.file, folder, sources)
        command.remove(out)
        command.remove(copy)

    key = digest.combined(
        digest.of_path(Path(__file__)), command.tool_chain(architecture), target.key
    )
    return workshop.store.artefact(f"{target.name}-{architecture.name}", key, build)


@contextmanager
def _explained(sources: Sources, package: Path | None) -> Iterator[None]:
    """Say of a package that does not build whether it asks for C, which Go's error may not."""
    try:
        yield
    except BenchError as error:
        for source in sources.files if package else ():
            if source.path.parent == package and _asks_for_c(source.file):
                error.hint = f'{source.path.name} imports "C", and a kernel has no C library'
        raise


def _asks_for_c(file: Path) -> bool:
    return file.suffix == ".go" and bool(_IMPORTS_C.search(file.read_bytes()))


def take(file: Path, folder: Path, sources: Sources) -> None:
    """Take a file that a Makefile was to make.

    Raises:
        BenchError: it did not.
    """
    if not command.is_made(file):
        raise BenchError(f"makes no {file.name} in OUT", where=str(sources.folder / "Makefile"))
    file.rename(folder / file.name)
