"""Which recipes make what a need boots."""

from __future__ import annotations

from pathlib import Path

from bench.definitions.architecture import Architecture
from bench.definitions.boot import Boot
from bench.definitions.needs import Go, Linux, Need
from bench.errors import BenchError
from bench.images import linux
from bench.images.go_kernels import go_kernel
from bench.images.initramfs import initramfs
from bench.images.modules import module
from bench.images.programs import program
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
    programs = (program(workshop, name, architecture) for name in need.programs)
    return Boot(
        kernel=linux.kernel(workshop, architecture),
        initrd=initramfs(workshop, architecture),
        symbols=None,
        arguments=(*linux.ARGUMENTS, *need.append.split()),
        modules=tuple(module(workshop, name, architecture) for name in need.modules),
        files=(
            *((f"/payloads/{name}", file) for name, file in programs),
            *((f"/payloads/{name}", _file(workshop, name)) for name in need.files),
        ),
    )


def _file(workshop: Workshop, name: str) -> Path:
    payloads = workshop.root / "payloads"
    file = (payloads / name).resolve()
    if not file.is_file() or not file.is_relative_to(payloads.resolve()):
        raise BenchError(f"there is no file payloads/{name}")
    return file
