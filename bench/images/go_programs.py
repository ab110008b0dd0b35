"""Kernels of `kernels/` as ordinary programs of Linux, by the same Makefile."""

from __future__ import annotations

from pathlib import Path

from bench.definitions.architecture import Architecture
from bench.errors import BenchError, HostError
from bench.images import command, digest
from bench.images.workshop import Workshop


def go_program(workshop: Workshop, name: str, architecture: Architecture) -> Path:
    """Build a kernel with the build tag `hosted`; returns a static program of Linux.

    Raises:
        HostError: the go command is missing.
        BenchError: there is no such kernel, or it does not compile so; the error names the
            file and line.
    """
    source = workshop.root / "kernels"
    if not (source / name / "main.go").is_file():
        raise BenchError(f"there is no kernel {name}: kernels/{name}/main.go is missing")
    go = command.go()
    if not go:
        raise HostError("the program go is missing", hint=command.SET_UP)

    def build(folder: Path) -> None:
        what = f"kernels/{name} as a program for {architecture.name}"
        workshop.progress.step(f"build {what}")
        out = folder / "out"
        command.make(
            source,
            [
                *["make", f"GOARCH={architecture.go}", f"KERNEL={name}", f"GO={go}"],
                *[f"OUT={out}", "HOSTED=1"],
            ],
            copy=folder / "source",
            what=what,
        )
        (out / name).rename(folder / name)
        command.remove(out)
        command.remove(folder / "source")

    key = digest.combined(
        digest.of_path(Path(__file__)),
        digest.of_folder(source),
        command.run([go, "version"], what="ask go for its version").decode(),
    )
    artefact = workshop.store.artefact(f"program-{name}-{architecture.name}", key, build)
    return artefact / name
