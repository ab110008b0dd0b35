# SPDX-License-Identifier: MIT
"""Bare-metal Go kernels from `kernels/`, and the same as programs of Linux."""

from __future__ import annotations

from pathlib import Path

from bench.architectures.architecture import Architecture
from bench.images.kernels.folders import kernel_folder
from bench.images.kernels.go_build import Image, go_image, go_program
from bench.images.workshop import Workshop


def go_kernel(workshop: Workshop, name: str, architecture: Architecture) -> Path:
    """Build a kernel; returns its ELF file.

    Raises:
        HostError: the go command or the tool chain is missing.
        BenchError: there is no such kernel, or it does not compile; the error names the
            file and line.
    """
    package = kernel_folder(workshop, name)
    image = Image(name, (f"KERNEL={name}",), f"the kernel {name}", package)
    return go_image(workshop, image, architecture)


def hosted_kernel(workshop: Workshop, name: str, architecture: Architecture) -> Path:
    """Build a kernel as an ordinary program of Linux; returns its file.

    Raises:
        HostError: the go command is missing.
        BenchError: there is no such kernel, or it does not compile so; the error names the
            file and line.
    """
    return go_program(workshop, name, architecture, package=kernel_folder(workshop, name))
