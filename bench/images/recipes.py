# SPDX-License-Identifier: MIT
"""Which recipes make what a need boots."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bench.architectures.architecture import Architecture
from bench.definitions.boot import Boot
from bench.definitions.need import Need
from bench.definitions.needs.boot import Boot as Brought
from bench.definitions.needs.dos import Dos
from bench.definitions.needs.go import Go
from bench.definitions.needs.go_test import GoTest
from bench.definitions.needs.linux import Linux
from bench.definitions.needs.multiboot import Multiboot
from bench.errors import BenchError
from bench.images.disk import disk
from bench.images.dos_disk import dos_disk
from bench.images.foreign.foreign import foreign
from bench.images.kernels.go_kernels import go_kernel, hosted_kernel
from bench.images.kernels.go_tests import go_test
from bench.images.kernels.grub_cd import grub_cd
from bench.images.kernels.multiboot_kernels import multiboot_kernel
from bench.images.linux import linux
from bench.images.linux.initramfs import initramfs
from bench.images.linux.kernel_modules import kernel_module
from bench.images.linux.module_folders import has_folder
from bench.images.linux.modules import modules, modules_to_load
from bench.images.linux.packages import package_files
from bench.images.platform import Platform
from bench.images.programs import program
from bench.images.workshop import Workshop
from bench.project import MARK


def build(workshop: Workshop, need: Need, platform: Platform) -> Boot:
    """Fetch and build what a need boots; see `prepare`."""
    workshop.look(MARK)  # says which folders files are looked up in
    architecture = platform.architecture
    match need:
        case Brought():
            assert platform.machine, "it decides how a file is booted"
            boot = foreign(workshop, need, platform.machine)
        case Dos():
            boot = _dos(workshop, need, architecture)
        case Go():
            boot = _go(workshop, need, architecture)
        case GoTest():
            boot = Boot(kernel=go_test(workshop, need, architecture))
        case Multiboot():
            boot = _multiboot(workshop, need)
        case Linux():
            boot = _linux(workshop, need, architecture, on_screen=platform.screen)
    if not platform.disk:
        return boot
    image, overlay = disk(workshop)
    return replace(boot, disk=image, overlay=overlay)


def _dos(workshop: Workshop, need: Dos, architecture: Architecture) -> Boot:
    image, symbols = dos_disk(workshop, need, architecture)
    return Boot(symbols=symbols, boot_disk=image)


def _go(workshop: Workshop, need: Go, architecture: Architecture) -> Boot:
    kernel = go_kernel(workshop, need.kernel, architecture)
    return Boot(kernel=kernel, symbols=kernel)  # its arguments are the plan's to add


def _multiboot(workshop: Workshop, need: Multiboot) -> Boot:
    kernel = multiboot_kernel(workshop, need.program)
    if need.by == "kernel":
        return Boot(kernel=kernel, symbols=kernel)
    return Boot(symbols=kernel, boot_cd=grub_cd(workshop, kernel, command=need.by))


def _linux(workshop: Workshop, need: Linux, architecture: Architecture, *, on_screen: bool) -> Boot:
    workshop.look("images")  # the lock file, and what kernels are built from
    programs = (program(workshop, name, architecture) for name in need.programs)
    return Boot(
        kernel=linux.kernel(workshop, architecture, on_screen=on_screen),
        initrd=initramfs(workshop, architecture),
        symbols=None,
        arguments=(*linux.arguments(workshop.series, architecture), *need.append.split()),
        modules=_modules(workshop, need, architecture),
        files=(
            *((f"/payloads/{name}", file) for name, file in programs),
            *(
                (f"/payloads/{name}", hosted_kernel(workshop, name, architecture))
                for name in need.go
            ),
            *((f"/payloads/{name}", _file(workshop, name)) for name in need.files),
            *_unloaded(workshop, need, architecture).items(),
        ),
        archives=tuple(
            (name, package_files(workshop, name, architecture)) for name in need.packages
        ),
    )


def _modules(
    workshop: Workshop, need: Linux, architecture: Architecture
) -> tuple[tuple[Path, ...], ...]:
    """What to load for each module, with none in it that an earlier one has loaded."""
    loaded: set[Path] = set()
    groups = []
    for words in need.modules:
        name, _, parameters = words.partition(" ")
        ours = has_folder(workshop, name.partition("/")[0])
        wanted = (modules if ours else kernel_module)(workshop, name, architecture)
        if parameters and not wanted:
            raise BenchError(
                f"{name} is built into Linux {workshop.series}, which takes its parameters",
                hint=f'write append="{name}.{parameters.split()[0]}"',
            )
        groups.append(tuple(file for file in wanted if file not in loaded))
        loaded.update(wanted)
    return tuple(groups)


def _unloaded(workshop: Workshop, need: Linux, architecture: Architecture) -> dict[str, Path]:
    """Where modules that a test loads itself lie in the guest, with those that they need."""
    return {
        f"/modules/{file}": path
        for name in need.unloaded
        for file, path in modules_to_load(workshop, name, architecture).items()
    }


def _file(workshop: Workshop, name: str) -> Path:
    workshop.look(f"payloads/{name}")
    for payloads in map(Path.resolve, workshop.project.folders("payloads")):
        file = (payloads / name).resolve()
        if file.is_file() and file.is_relative_to(payloads):
            workshop.inputs.note(file)
            return file
    raise BenchError(f"there is no file payloads/{name}")
