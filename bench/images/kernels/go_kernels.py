# SPDX-License-Identifier: MIT
"""Bare-metal Go kernels from `kernels/`, and the same as programs of Linux."""

from __future__ import annotations

from pathlib import Path

from bench.definitions.architecture import Architecture
from bench.errors import BenchError
from bench.images.kernels.go_build import go_image, go_program
from bench.images.workshop import Workshop


def go_kernel(workshop: Workshop, name: str, architecture: Architecture) -> Path:
    """Build a kernel; returns its ELF file.

    Raises:
        HostError: the go command or the tool chain is missing.
        BenchError: there is no such kernel, or it does not compile; the error names the
            file and line.
    """
    _check(workshop, name)
    return go_image(workshop, name, [f"KERNEL={name}"], architecture, what=f"the kernel {name}")


def hosted_kernel(workshop: Workshop, name: str, architecture: Architecture) -> Path:
    """Build a kernel as an ordinary program of Linux; returns its file.

    Raises:
        HostError: the go command is missing.
        BenchError: there is no such kernel, or it does not compile so; the error names the
            file and line.
    """
    _check(workshop, name)
    return go_program(workshop, name, architecture, what=f"kernels/{name} as a program")


def _check(workshop: Workshop, name: str) -> None:
    if not workshop.look(f"kernels/{name}/main.go").is_file():
        raise BenchError(f"there is no kernel {name}: kernels/{name}/main.go is missing")
