# SPDX-License-Identifier: MIT
"""Bare-metal Go kernels."""

from __future__ import annotations

from bench.definitions.needs.go import Go
from bench.definitions.prepared import FromKernel
from bench.images.kernels.go_kernels import go_kernel
from bench.images.platform import Platform
from bench.images.workshop import Workshop


def build(workshop: Workshop, need: Go, platform: Platform) -> FromKernel:
    """Build the kernel; its arguments are the plan's to add."""
    kernel = go_kernel(workshop, need.kernel, platform.architecture)
    return FromKernel(kernel=kernel, symbols=kernel)
