# SPDX-License-Identifier: MIT
"""Linux systems."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bench.architectures.architecture import Architecture
from bench.definitions.needs.linux import Linux
from bench.definitions.prepared import LinuxSystem
from bench.errors import BenchError
from bench.host.advice import NEW_IMAGE
from bench.images.described.described import file_of, image_of
from bench.images.foreign.unpack import looked
from bench.images.kernel_tree import KernelTree
from bench.images.kernels.go_kernels import hosted_kernel
from bench.images.linux import linux
from bench.images.linux.initramfs import initramfs
from bench.images.linux.kernel_modules import kernel_module
from bench.images.linux.module_folders import has_folder
from bench.images.linux.modules import modules, modules_to_load
from bench.images.linux.own_kernel import tree_of
from bench.images.linux.packages import package_files
from bench.images.platform import Platform
from bench.images.programs import program
from bench.images.workshop import Workshop


def build(workshop: Workshop, need: Linux, platform: Platform) -> LinuxSystem:
    """Fetch the kernel, and build all that goes into the guest."""
    architecture = platform.architecture
    workshop.look("images")  # the lock file, and what kernels are built from
    workshop = replace(workshop, tree=_tree(workshop, need, architecture))
    programs = (program(workshop, name, architecture) for name in need.programs)
    return LinuxSystem(
        kernel=_kernel(workshop, need, platform),
        initrd=initramfs(workshop, architecture),
        arguments=(*linux.arguments(workshop.series, architecture), *need.append.split()),
        modules=_modules(workshop, need, architecture),
        inner_files=(
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


def _tree(workshop: Workshop, need: Linux, architecture: Architecture) -> KernelTree | None:
    """What modules are built with, for a kernel of the user's own."""
    if not need.kernel:
        return None
    described = image_of(workshop.project, need.kernel)
    tree = tree_of(workshop, described[0], architecture) if described else None
    if not tree and (need.modules or need.unloaded):
        raise BenchError(
            f"nothing says with what modules of the kernel {need.kernel} are built",
            hint=f"{NEW_IMAGE}, with source: {{kernel-build: FOLDER}}",
        )
    return tree


def _kernel(workshop: Workshop, need: Linux, platform: Platform) -> Path:
    """Debian's kernel, or the user's own."""
    if not need.kernel:
        return linux.kernel(workshop, platform.architecture, on_screen=platform.screen)
    file, image = looked(workshop, file_of(workshop, "kernel", need.kernel))
    if not image.linux or image.architecture not in platform.architecture.runs:
        raise BenchError(
            f"this is {image}, and not a kernel of Linux for {platform.name}",
            hint="name a bzImage, an Image, or a vmlinuz",
            where=need.kernel,
        )
    return file


def _modules(
    workshop: Workshop, need: Linux, architecture: Architecture
) -> tuple[tuple[Path, ...], ...]:
    """The files to load for each module, without those that an earlier one has loaded."""
    loaded: set[Path] = set()
    groups = []
    for words in need.modules:
        name, _, parameters = words.partition(" ")
        ours = has_folder(workshop, name.partition("/")[0])
        wanted = (modules if ours else kernel_module)(workshop, name, architecture)
        if parameters and not wanted:
            raise BenchError(
                f"{name} is built into Linux, which takes its parameters",
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
