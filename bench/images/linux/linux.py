# SPDX-License-Identifier: MIT
"""Linux kernels in the form that QEMU boots fastest.

On a PC that is the ELF file inside Debian's bzImage, which QEMU enters by the PVH boot
protocol: measured from start to ready, it saves 0.2 to 0.4 s of 2 s of CPU time, because
nothing is decompressed under emulation. But then nobody asks the BIOS what screen there is,
and Linux shows nothing on a VGA adapter: a machine that has one boots the bzImage. Debian's
arm64 kernel is an uncompressed Image already.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from struct import unpack_from

from bench.architectures.architecture import Architecture
from bench.artefacts import digest
from bench.definitions.linux import BUILT
from bench.errors import BenchError
from bench.images.debian import debian
from bench.images.linux import source_kernel
from bench.images.linux.port import port_to
from bench.images.tools import command
from bench.images.workshop import Workshop

# A guest that panics, or reboots, leaves QEMU: on a PC by a triple fault, which needs no working
# keyboard controller or firmware. Not `quiet`: the kernel's log is evidence, and printing all of
# it takes 0.1 s of CPU time at most.
# A kernel that hangs answers to its serial line's magic key, and to an interrupt that cannot be
# masked: bench/guest/linux/hang.py.
_ARGUMENTS = ("panic=-1", "reboot=t", "sysrq_always_enabled")

_DECOMPRESSORS = {bytes.fromhex("02214c18"): "lz4", bytes.fromhex("28b52ffd"): "zstd"}
"""By the magic of what they take: LZ4's legacy frames, Zstandard's."""


def arguments(series: str, architecture: Architecture) -> tuple[str, ...]:
    """The words for every kernel of a series, whatever the machine and the test."""
    checks = source_kernel.ARGUMENTS if series in BUILT else ()
    return (*_ARGUMENTS, *port_to(architecture).words, *checks)


def kernel(workshop: Workshop, architecture: Architecture, *, on_screen: bool) -> Path:
    """The file that QEMU's `-kernel` takes.

    Args:
        workshop: where it is unpacked and kept.
        architecture: which it is for.
        on_screen: whether it is to show itself on a VGA adapter.

    Raises:
        BenchError: there is no Linux kernel for this architecture.
    """
    forms = _FORMS_OF_BZIMAGE if port_to(architecture).bzimage else _FORMS
    if workshop.series in BUILT:
        return source_kernel.checked_kernel(workshop, architecture) / "kernel"
    source = workshop.debian
    package = source.lock.package(
        debian.image(workshop.release, architecture.debian), architecture.debian
    )

    def build(folder: Path) -> None:
        source.unpack(package, folder / "unpacked")
        found = source.find(package, folder / "unpacked", "boot/vmlinuz-*")
        for name, convert in forms.items():
            (folder / name).write_bytes(convert(found.read_bytes()))
        command.remove(folder / "unpacked")

    key = digest.combined(digest.of_path(Path(__file__)), package.sha256)
    name = f"linux-{workshop.series}-{architecture.name}"
    chosen = _BY_BIOS if on_screen and _BY_BIOS in forms else _DIRECT
    return workshop.store.artefact(name, key, build) / chosen


def vmlinux(image: bytes) -> bytes:
    """The ELF file that a bzImage decompresses.

    The fields are those of the kernel's Documentation/x86/boot.rst, "The real-mode
    kernel header"; the payload ends with its decompressed size in four bytes.

    Raises:
        BenchError: the image is not a bzImage, or compressed otherwise.
    """
    if image[0x202:0x206] != b"HdrS":
        raise BenchError("the kernel image is not a bzImage")
    setup_sectors = image[0x1F1]
    offset, length = unpack_from("<II", image, 0x248)
    start = (setup_sectors + 1) * 512 + offset
    payload = image[start : start + length]
    program = _DECOMPRESSORS.get(payload[:4])
    if not program:
        raise BenchError(f"the kernel is not compressed with LZ4 or zstd but {payload[:4].hex()}")
    done = command.run([program, "-dc"], what="decompress the kernel", given=payload[:-4])
    (size,) = unpack_from("<I", payload, length - 4)
    if len(done) != size:
        raise BenchError(f"the kernel decompresses to {len(done)} bytes instead of {size}")
    return done


def _as_it_is(image: bytes) -> bytes:
    return image


_DIRECT = "kernel"
_BY_BIOS = "bzImage"

_FORMS: dict[str, Callable[[bytes], bytes]] = {_DIRECT: _as_it_is}
"""Files that are made of a kernel, and how."""
_FORMS_OF_BZIMAGE = {_DIRECT: vmlinux, _BY_BIOS: _as_it_is}
"""The same of one that is a bzImage."""
