# SPDX-License-Identifier: MIT
"""The tests of a Go package, as a kernel."""

from __future__ import annotations

from bench.definitions.needs.go_test import GoTest
from bench.definitions.prepared import FromKernel
from bench.images.kernels.go_tests import go_test
from bench.images.platform import Platform
from bench.images.workshop import Workshop


def build(workshop: Workshop, need: GoTest, platform: Platform) -> FromKernel:
    """Build the kernel."""
    return FromKernel(kernel=go_test(workshop, need, platform.architecture))
