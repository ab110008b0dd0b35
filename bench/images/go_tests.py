"""The tests of Go packages as bare-metal kernels, by the Makefile of `kernels/` too."""

from __future__ import annotations

from pathlib import Path

from bench.definitions.architecture import Architecture
from bench.definitions.needs import GoTest
from bench.errors import BenchError, HostError
from bench.images import command, digest
from bench.images.go_kernels import shim
from bench.images.workshop import Workshop

OWN = "emubench/kernels/"
"""How the paths of the packages in `kernels/` begin."""


def go_test(workshop: Workshop, need: GoTest, architecture: Architecture) -> Path:
    """Build the tests of a package; returns an ELF file.

    Raises:
        HostError: the go command or the tool chain is missing.
        BenchError: there is no such package, or it has no tests, or does not compile.
    """
    source = workshop.root / "kernels"
    go = command.go()
    if not go:
        raise HostError("the program go is missing", hint=command.SET_UP)
    name = f"{need.package.replace('/', '-')}.test"
    _check(need, source, go)
    what = f"the tests of {need.package} for {architecture.name}"
    linked = shim(workshop, architecture)

    def build(folder: Path) -> None:
        workshop.progress.step(f"build {what}")
        out = folder / "out"
        command.make(
            source,
            [
                *["make", f"GOARCH={architecture.go}", f"TEST={need.package}", f"GO={go}"],
                *[f"OUT={out}", f"SHIM={linked}", f"FILES={' '.join(need.files)}"],
            ],
            copy=folder / "source",
            what=what,
        )
        (out / f"{name}.elf").rename(folder / f"{name}.elf")
        command.remove(out)
        command.remove(folder / "source")

    key = digest.combined(
        digest.of_path(Path(__file__)),
        digest.of_folder(source),
        command.run([go, "version"], what="ask go for its version").decode(),
        command.version(f"{architecture.cross}gcc"),
        *need.files,
    )
    artefact = workshop.store.artefact(f"kernel-{name}-{architecture.name}", key, build)
    return artefact / f"{name}.elf"


def _check(need: GoTest, source: Path, go: Path) -> None:
    """Say what is missing better than the tools would."""
    tree = Path(command.run([go, "env", "GOROOT"], what="ask go for its tree").decode().strip())
    package = need.package
    own = package.removeprefix(OWN)
    folder = source / own if package.startswith(OWN) else tree / "src" / package
    if not any(folder.glob("*_test.go")):
        raise BenchError(f"there are no tests of {package}: {folder} has none")
    for file in need.files:
        if not (tree / file).exists():
            raise BenchError(f"there is no {file} for the tests of {package} in {tree}")
