"""Bare-metal Go kernels from `kernels/`."""

from __future__ import annotations

from pathlib import Path

from bench.definitions.architecture import Architecture
from bench.errors import BenchError
from bench.images.go_build import go_image
from bench.images.workshop import Workshop


def go_kernel(workshop: Workshop, name: str, architecture: Architecture) -> Path:
    """Build a kernel; returns its ELF file.

    Raises:
        HostError: the go command or the tool chain is missing.
        BenchError: there is no such kernel, or it does not compile; the error names the
            file and line.
    """
    if not (workshop.root / "kernels" / name / "main.go").is_file():
        raise BenchError(f"there is no kernel {name}: kernels/{name}/main.go is missing")
    return go_image(workshop, name, [f"KERNEL={name}"], architecture, what=f"the kernel {name}")
