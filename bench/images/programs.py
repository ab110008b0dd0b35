# SPDX-License-Identifier: MIT
"""Programs from folders of `payloads/`, each with a Makefile of its own.

The Makefile takes OUT (the folder for the programs), ARCH (`x86_64`, `aarch64`) and
CROSS_COMPILE (the tool chain's prefix). The same sources give the same bytes.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from bench.architectures.architecture import Architecture
from bench.artefacts import digest
from bench.confinement.build import Reach
from bench.errors import BenchError
from bench.images.tools import command
from bench.images.tools.sources import Sources
from bench.images.workshop import Workshop
from bench.project import Project

_OUT = "out"
"""Of an artefact, the folder with the programs."""


def program(workshop: Workshop, name: str, architecture: Architecture) -> tuple[str, Path]:
    """Build one program.

    Args:
        workshop: what recipes work with.
        name: below `payloads/`, without suffix: `com/exit42`.
        architecture: whose program it is to be.

    Returns:
        Its path below `payloads/` with its suffix (`com/exit42.com`), and its file.

    Raises:
        BenchError: there is none of this name, or its folder does not build.
    """
    folder, stem = PurePosixPath(name).parent, PurePosixPath(name).name
    built = programs(workshop, str(folder), architecture)
    found = sorted(path for path in built.iterdir() if path.stem == stem)
    if not found:
        raise BenchError(
            f"there is no program {name} for {architecture.name}",
            hint=f"payloads/{folder} has {', '.join(sorted(_stems(built)))}",
        )
    return str(folder / found[0].name), found[0]


def programs(workshop: Workshop, folder: str, architecture: Architecture) -> Path:
    """Build all programs of a folder of `payloads/`; returns the folder they are in.

    Raises:
        BenchError: it has no Makefile, or does not build; the error names the file and
            line.
    """
    if not workshop.look(f"payloads/{folder}/Makefile").is_file():
        raise BenchError(f"there are no programs in payloads/{folder}: it has no Makefile")
    return _made_of(workshop, workshop.sources(f"payloads/{folder}"), architecture)


def guest_programs(workshop: Workshop, architecture: Architecture) -> Path:
    """Build what the bench itself puts into Linux guests; returns the folder they are in.

    The bench and they speak a protocol of their own, so that a project's `payloads/guest` is
    not taken for them.

    Raises:
        BenchError: they do not build.
    """
    base = Project(workshop.project.base)
    return _made_of(workshop, workshop.sources("payloads/guest", project=base), architecture)


def _made_of(workshop: Workshop, sources: Sources, architecture: Architecture) -> Path:
    what = f"build {sources.folder} for {architecture.name}"
    workshop.inputs.note_program(f"{architecture.cross}gcc", f"{architecture.cross}ld", "make")

    def build(folder: Path) -> None:
        workshop.progress.step(what)
        copy, out = folder / "source", folder / _OUT
        sources.copy(copy)
        out.mkdir()
        command.make(
            [
                "make",
                f"OUT={out}",
                f"ARCH={architecture.name}",
                f"CROSS_COMPILE={architecture.cross}",
            ],
            what=what,
            place=sources.place(copy, out),
            reach=Reach(writes=(out,)),
        )
        command.remove(copy)
        for path in digest.files(out):
            if not command.is_made(path):
                raise BenchError(f"makes a link, {path.name}", where=f"{sources.folder}/Makefile")
        if not any(out.iterdir()):
            raise BenchError(
                "makes nothing in OUT",
                hint="let its first rule make $(OUT)/NAME",
                where=f"{sources.folder}/Makefile",
            )

    key = digest.combined(
        digest.of_path(Path(__file__)), sources.digest, command.tool_chain(architecture)
    )
    name = "-".join(("programs", *sources.folder.parts[1:], architecture.name))
    return workshop.store.artefact(name, key, build) / _OUT


def _stems(folder: Path) -> set[str]:
    return {path.stem for path in folder.iterdir() if not path.name.startswith(".")}
