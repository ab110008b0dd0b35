"""Which recipes make what a need boots."""

from __future__ import annotations

from bench.definitions.architecture import Architecture
from bench.definitions.boot import Boot
from bench.definitions.needs import Go, Linux, Need
from bench.images import linux
from bench.images.go_kernels import go_kernel
from bench.images.initramfs import initramfs
from bench.images.workshop import Workshop


def build(workshop: Workshop, need: Need, architecture: Architecture) -> Boot:
    """Fetch and build what a need boots; see `prepare`."""
    match need:
        case Go():
            return _go(workshop, need, architecture)
        case Linux():
            return _linux(workshop, need, architecture)


def _go(workshop: Workshop, need: Go, architecture: Architecture) -> Boot:
    kernel = go_kernel(workshop, need.kernel, architecture)
    return Boot(kernel=kernel, symbols=kernel)  # its arguments are the plan's to add


def _linux(workshop: Workshop, need: Linux, architecture: Architecture) -> Boot:
    return Boot(
        kernel=linux.kernel(workshop, architecture),
        initrd=initramfs(workshop, need, architecture),
        symbols=None,
        arguments=(*linux.ARGUMENTS, *need.append.split()),
    )
