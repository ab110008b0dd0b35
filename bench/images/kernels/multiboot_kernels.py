# SPDX-License-Identifier: MIT
"""32-bit kernels in Go without Go's runtime, from `kernels/rt0/`.

Its Makefile takes PROGRAM (a folder with a main package), OUT and GO (the go command), and
writes OUT/PROGRAM.elf: for a Multiboot2 loader, and for QEMU's `-kernel`.
"""

from __future__ import annotations

from pathlib import Path

from bench.architectures.registry import ARCHITECTURES
from bench.artefacts import digest
from bench.confinement.build import Reach
from bench.definitions.wording import suggest
from bench.errors import BenchError
from bench.images.kernels.go_build import build_with_go, go_command, go_version, take
from bench.images.tools import command
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
    if not workshop.look(f"kernels/rt0/{name}/main.go").is_file():
        folders = workshop.project.folders("kernels/rt0")
        known = sorted(file.parent.name for folder in folders for file in folder.glob("*/main.go"))
        raise BenchError(
            f"there is no program {name}: kernels/rt0/{name}/main.go is missing",
            hint=f"{suggest(name, known)}; of a file write bench.Boot(kernel=…)",
        )
    go, sources = go_command(workshop), workshop.sources("kernels")
    what = f"build the kernel rt0/{name}"
    workshop.inputs.note_program(f"{ARCHITECTURE.cross}gcc", f"{ARCHITECTURE.cross}ld", "make")

    def build(folder: Path) -> None:
        workshop.progress.step(what)
        copy, out = folder / "source", folder / "out"
        sources.copy(copy)
        argv = ["make", "-C", "rt0", f"PROGRAM={name}", f"OUT={out}", f"GO={go}"]
        argv.append(f"CROSS={ARCHITECTURE.cross}")
        out.mkdir()
        build_with_go(workshop, argv, what, sources.place(copy, out), Reach(writes=(out,)))
        take(out / f"{name}.elf", folder, sources)
        command.remove(out)
        command.remove(copy)

    key = digest.combined(
        digest.of_path(Path(__file__)),
        # All that a program may import, and not the shim, which stands below another kind.
        sources.digest_of(lambda path: path.parts[1] != "shim"),
        go_version(go),
        command.tool_chain(ARCHITECTURE),
    )
    return workshop.store.artefact(f"kernel-rt0-{name}", key, build) / f"{name}.elf"
