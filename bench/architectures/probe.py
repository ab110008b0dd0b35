# SPDX-License-Identifier: MIT
"""A few instructions that tell whether an accelerator runs kernels."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Probe:
    """A program for QEMU's `-kernel` that ends QEMU if the accelerator works.

    It computes 21 + 21 with the vector or floating-point unit at the privilege of a kernel, and
    ends QEMU only if that came to 42. A KVM that lacks hardware virtualisation opens and even
    boots, but stops at the first such instruction.

    Attributes:
        source: GNU assembler source, from which `code` was assembled.
        code: what QEMU loads.
        options: the QEMU options that it needs.
        status: the exit status by which QEMU tells that it worked.
    """

    source: str
    code: bytes
    options: tuple[str, ...]
    status: int
