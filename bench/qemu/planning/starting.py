# SPDX-License-Identifier: MIT
"""QEMU's options for the ways in which a guest starts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bench.definitions.prepared import FromCd, FromDisk, FromKernel, LinuxSystem, Prepared
from bench.qemu.planning.descriptors import Descriptors, path_of

Options = list[str]


def starting_files(boot: Prepared, numbers: Descriptors) -> dict[int, Path | None]:
    """The files that it starts from, by their descriptors."""
    match boot:
        case FromDisk(image=image) | FromCd(image=image):
            return {numbers.medium: image}
        case FromKernel(kernel=kernel, initrd=initrd, device_tree=tree):
            modules = dict(zip(numbers.modules, boot.modules, strict=True))
            files = {numbers.kernel: kernel, numbers.initrd: initrd, numbers.device_tree: tree}
            return {**files, **modules}
        case LinuxSystem(kernel=kernel, initrd=initrd):
            return {numbers.kernel: kernel, numbers.initrd: initrd}
    return {}


def starting_device(boot: Prepared, descriptors: Descriptors) -> Options:
    """The disk or CD that a PC's firmware boots, whatever others there are."""
    match boot:
        case FromDisk():
            return _first("virtio-blk-pci", descriptors)
        case FromCd():
            return _first("ide-cd", descriptors)
    return []


def loader(boot: Prepared, descriptors: Descriptors, words: Sequence[str]) -> Options:
    """The kernel that QEMU loads.

    Args:
        boot: what starts.
        descriptors: numbers of its files.
        words: what it is told of its machine, behind the words of the need.
    """
    if not isinstance(boot, FromKernel | LinuxSystem):
        return []
    files = starting_files(boot, descriptors)
    line = " ".join([*boot.arguments, *words])
    loaded = [*([descriptors.initrd] if boot.initrd else []), *descriptors.modules]
    return [
        *["-kernel", path_of(descriptors.kernel)],
        *(["-initrd", ",".join(map(path_of, loaded))] if loaded else []),
        *(["-dtb", path_of(descriptors.device_tree)] if files.get(descriptors.device_tree) else []),
        *(["-append", line] if line else []),
    ]


def _first(device: str, descriptors: Descriptors) -> Options:
    file = f"read-only=on,filename={path_of(descriptors.medium)}"
    return [
        *["-blockdev", f"driver=file,node-name=boot,{file}"],
        *["-device", f"{device},drive=boot,bootindex=0"],
    ]
