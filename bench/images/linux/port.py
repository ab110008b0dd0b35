# SPDX-License-Identifier: MIT
"""Linux on an architecture, where the bench brings it."""

from __future__ import annotations

from bench.architectures.architecture import Architecture, LinuxPort
from bench.errors import BenchError


def port_to(architecture: Architecture) -> LinuxPort:
    """The facts of Linux on an architecture.

    Raises:
        BenchError: the bench brings no Linux for this architecture.
    """
    if architecture.linux is None:
        raise BenchError(f"there is no Linux kernel for {architecture.name}")
    return architecture.linux
