"""Bare-metal Go kernels from `kernels/`, which has a Makefile of its own.

The Makefile takes GOARCH, KERNEL (a folder with a main package), OUT, GO (the go command)
and SHIM (a folder with the linked shim), and writes OUT/KERNEL.elf: bootable, and with symbols.
"""

from __future__ import annotations

from pathlib import Path

from bench.definitions.architecture import Architecture
from bench.errors import BenchError, HostError
from bench.images import command, digest
from bench.images.workshop import Workshop


def go_kernel(workshop: Workshop, name: str, architecture: Architecture) -> Path:
    """Build a kernel; returns its ELF file.

    Raises:
        HostError: the go command or the tool chain is missing.
        BenchError: there is no such kernel, or it does not compile; the error names the
            file and line.
    """
    source = workshop.root / "kernels"
    if not (source / name / "main.go").is_file():
        raise BenchError(f"there is no kernel {name}: kernels/{name}/main.go is missing")
    go = command.go()
    if not go:
        raise HostError("the program go is missing", hint=command.SET_UP)

    linked = shim(workshop, architecture)

    def build(folder: Path) -> None:
        workshop.progress.step(f"build the kernel {name} for {architecture.name}")
        out = folder / "out"
        command.make(
            source,
            [
                *["make", f"GOARCH={architecture.go}", f"KERNEL={name}", f"GO={go}"],
                *[f"OUT={out}", f"SHIM={linked}"],
            ],
            copy=folder / "source",
            what=f"the kernel {name} for {architecture.name}",
        )
        (out / f"{name}.elf").rename(folder / f"{name}.elf")
        command.remove(out)
        command.remove(folder / "source")

    key = digest.combined(
        digest.of_path(Path(__file__)),
        digest.of_folder(source),
        command.run([go, "version"], what="ask go for its version").decode(),
        command.version(f"{architecture.cross}gcc"),
    )
    artefact = workshop.store.artefact(f"kernel-{name}-{architecture.name}", key, build)
    return artefact / f"{name}.elf"


def shim(workshop: Workshop, architecture: Architecture) -> Path:
    """Link the shim that every kernel of an architecture carries; returns its folder.

    Raises:
        HostError: the tool chain is missing.
        BenchError: it is not there, or does not compile.
    """
    source = workshop.root / "kernels"
    for needed in (source / "Makefile", source / "shim"):
        if not needed.exists():
            raise BenchError(f"there is no {needed}")

    def build(folder: Path) -> None:
        workshop.progress.step(f"build the shim for {architecture.name}")
        out = folder / "out"
        command.make(
            source,
            ["make", "shim", f"GOARCH={architecture.go}", f"OUT={out}"],
            copy=folder / "source",
            what=f"the shim for {architecture.name}",
        )
        (out / "shim.bin").rename(folder / "shim.bin")
        command.remove(out)
        command.remove(folder / "source")

    key = digest.combined(
        digest.of_path(Path(__file__)),
        digest.of_folder(source / "shim"),
        digest.of_path(source / "Makefile"),
        command.version(f"{architecture.cross}gcc"),
    )
    return workshop.store.artefact(f"shim-{architecture.name}", key, build)
