# SPDX-License-Identifier: MIT
"""Files that somebody has compressed, as they were before."""

from __future__ import annotations

import bz2
import gzip
import lzma
import subprocess
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from bench.artefacts import digest
from bench.errors import BenchError
from bench.images.tools import command
from bench.images.workshop import Workshop
from bench.structs.boot_images.boot_image import BootImage, Kind, identify

LARGEST = 4 << 30
"""Bytes that a file may unpack to: a few bytes can unpack to any number."""

_CHUNK = 1 << 20

_PYTHON: Mapping[str, Callable[[Path], object]] = {
    "gzip": gzip.open,
    "bzip2": bz2.open,
    "xz": lzma.open,
    "lzma": lzma.open,
}
_PROGRAMS = ("zstd", "lz4")
"""Programs for formats that Python does not unpack; both take `-dc`."""


def unpacked(workshop: Workshop, file: Path, image: BootImage) -> Path:
    """The content of a file that is compressed, or is an EFI program with a compressed kernel.

    Args:
        workshop: what recipes work with.
        file: the file.
        image: what it is.

    Raises:
        BenchError: it is damaged, too large, or compressed as nothing here knows.
    """
    if not image.compression:
        return file
    if image.compression not in {*_PYTHON, *_PROGRAMS}:
        raise BenchError(f"this is {image}", hint="unpack it first", where=str(file))

    def build(folder: Path) -> None:
        workshop.progress.step(f"unpack {file.name}")
        packed = file
        if image.payload:
            packed = folder / "packed"
            _cut(file, packed, *image.payload)
        try:
            with _opened(packed, image.compression) as source:
                _copy(source, folder / "image")
        except (OSError, EOFError, zlib.error, lzma.LZMAError) as error:
            raise BenchError(
                f"this is {image}, and cannot be unpacked: {error}", where=str(file)
            ) from error
        if image.payload:
            packed.unlink()

    key = digest.combined(digest.of_path(Path(__file__)), digest.of_path(file.resolve()))
    return workshop.store.artefact("unpacked", key, build) / "image"


def looked(workshop: Workshop, file: Path) -> tuple[Path, BootImage]:
    """A file, unpacked as often as it is packed, and what it is then.

    Raises:
        BenchError: it is damaged, too large, or compressed as nothing here knows.
    """
    image = identify(file)
    while is_packed(image):
        file = unpacked(workshop, file, image)
        image = identify(file)
    return file, image


def is_packed(image: BootImage) -> bool:
    """Whether a file is what `unpacked` unpacks."""
    return image.kind in {Kind.COMPRESSED, Kind.ZBOOT}


def _cut(file: Path, target: Path, offset: int, size: int) -> None:
    with file.open("rb") as source, target.open("wb") as out:
        source.seek(offset)
        out.write(source.read(size))


@contextmanager
def _opened(packed: Path, compression: str) -> Iterator[IO[bytes]]:
    if compression in _PYTHON:
        with cast("IO[bytes]", _PYTHON[compression](packed)) as source:
            yield source
        return
    argv = [str(command.find(compression)), "-dcq", str(packed)]
    with subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        try:
            yield cast("IO[bytes]", process.stdout)
        except BaseException:
            process.kill()
            raise
    if process.returncode:
        raise OSError(f"{compression} gave up")


def _copy(source: IO[bytes], target: Path) -> None:
    left = LARGEST
    with target.open("wb") as out:
        while chunk := source.read(_CHUNK):
            left -= len(chunk)
            if left < 0:
                raise OSError(f"it is more than {LARGEST >> 30} GiB")
            out.write(chunk)
