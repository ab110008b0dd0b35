"""Bare-metal Go kernels from `kernels/`, which has a Makefile of its own.

The Makefile takes GOARCH, KERNEL (a folder with a main package), OUT and GO (the go
command), and writes OUT/KERNEL.elf: bootable, and with symbols.
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

    def build(folder: Path) -> None:
        workshop.progress.step(f"build the kernel {name} for {architecture.name}")
        out = folder / "out"
        command.make(
            source,
            ["make", f"GOARCH={architecture.go}", f"KERNEL={name}", f"OUT={out}", f"GO={go}"],
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
