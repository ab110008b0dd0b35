"""32-bit kernels in Go without Go's runtime, from `kernels/rt0/`.

Its Makefile takes PROGRAM (a folder with a main package), OUT and GO (the go command), and
writes OUT/PROGRAM.elf: for a Multiboot2 loader, and for QEMU's `-kernel`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench.definitions.architecture import ARCHITECTURES
from bench.definitions.wording import suggest
from bench.errors import BenchError
from bench.images import command, digest
from bench.images.go_build import go_command, go_reach
from bench.images.workshop import Workshop

ARCHITECTURE = ARCHITECTURES["i386"]
"""Whose kernels they are, on PCs of 64 bits too."""


def multiboot_kernel(workshop: Workshop, name: str) -> Path:
    """Build a kernel; returns its ELF file.

    Raises:
        HostError: the go command or the tool chain is missing.
        BenchError: there is no such program, or it does not compile; the error names the
            file and line.
    """
    layers = workshop.project.sources("kernels")
    if not workshop.project.find(f"kernels/rt0/{name}/main.go").is_file():
        known = sorted(file.parent.name for each in layers for file in each.glob("rt0/*/main.go"))
        raise BenchError(
            f"there is no program {name}: kernels/rt0/{name}/main.go is missing",
            hint=suggest(name, known),
        )
    go = go_command()

    def build(folder: Path) -> None:
        workshop.progress.step(f"build the kernel rt0/{name}")
        copy, out = folder / "source", folder / "out"
        command.make(
            layers,
            [
                *["make", "-C", "rt0", f"PROGRAM={name}", f"OUT={out}", f"GO={go}"],
                f"CROSS={ARCHITECTURE.cross}",
            ],
            copy=copy,
            what=f"the kernel rt0/{name}",
            reach=go_reach(go),
        )
        (out / f"{name}.elf").rename(folder / f"{name}.elf")
        command.remove(out)
        command.remove(copy)

    key = digest.combined(
        digest.of_path(Path(__file__)),
        *(part for layer in layers for part in _sources(layer)),
        command.run([go, "version"], what="ask go for its version").decode(),
        command.version(f"{ARCHITECTURE.cross}gcc"),
        command.version(f"{ARCHITECTURE.cross}ld"),
    )
    return workshop.store.artefact(f"kernel-rt0-{name}", key, build) / f"{name}.elf"


def _sources(folder: Path) -> Iterator[str]:
    """All that a program may import, and not the shim, which stands below another kind."""
    for entry in sorted(folder.iterdir()):
        if entry.is_dir() and entry.name != "shim":
            yield f"{entry.name} {digest.of_folder(entry)}"
        elif entry.name == "go.mod":
            yield digest.of_path(entry)
