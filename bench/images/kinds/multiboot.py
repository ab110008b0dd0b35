# SPDX-License-Identifier: MIT
"""Kernels without Go's runtime."""

from __future__ import annotations

from bench.definitions.needs.multiboot import Multiboot
from bench.definitions.prepared import FromCd, FromKernel
from bench.images.kernels.grub_cd import grub_cd
from bench.images.kernels.multiboot_kernels import multiboot_kernel
from bench.images.platform import Platform
from bench.images.workshop import Workshop


def build(workshop: Workshop, need: Multiboot, _: Platform) -> FromCd | FromKernel:
    """Build the kernel, and a CD with GRUB where that loads it."""
    kernel = multiboot_kernel(workshop, need.program)
    if need.by == "kernel":
        return FromKernel(kernel=kernel, symbols=kernel)
    return FromCd(image=grub_cd(workshop, kernel, command=need.by), symbols=kernel)
