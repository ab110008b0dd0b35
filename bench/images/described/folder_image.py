# SPDX-License-Identifier: MIT
"""File systems, disks and archives that are made of a folder; the same bytes each time."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from bench.artefacts import digest
from bench.definitions.images.origin import Origin
from bench.errors import BenchError
from bench.images.linux import cpio
from bench.images.tools import command
from bench.images.workshop import Workshop
from bench.text import printable

_MIB = 1 << 20
_SMALLEST = 8 * _MIB
"""Bytes of a file system without a stated size: room for its own tables."""

_IDENTITY = "5e3ca0be-0000-4000-8000-000000000002"
"""A UUID: of file systems, of disks, and what directory hashes begin from."""

_TIME = 315532800
"""1980-01-01 00:00 UTC in seconds, the first time that FAT knows: when every file was changed."""

_THEN = {"SOURCE_DATE_EPOCH": str(_TIME)}
"""For mtools, which note when a folder was made (reproducible-builds.org)."""

_DATE = "1980010100000000"
"""The same for a CD (ECMA-119, 8.4.26)."""

_START = _MIB
"""Where the partition of a disk begins, in bytes."""

_ESP = "C12A7328-F81F-11D2-BA4B-00A0C93EC93B"
"""The type of an EFI system partition (UEFI specification, 5.3.3)."""


def folder_image(workshop: Workshop, name: str, origin: Origin) -> Path:
    """The image.

    Args:
        workshop: what recipes work with.
        name: of the image.
        origin: names the folder, the format and, where it is stated, the size.

    Raises:
        HostError: a tool is missing.
        BenchError: there is no such folder, or the files do not fit.
    """
    assert origin.folder, "asked for with a folder only"
    assert origin.format, "a folder has a format"
    sources = workshop.sources(origin.folder)
    where = f"images/{name}.yaml"
    if not workshop.project.find(origin.folder).is_dir():
        raise BenchError(f"there is no folder {origin.folder}", hint="name one", where=where)
    for source in sources.files:
        if not str(source.path).isprintable() or '"' in str(source.path):
            what = f"{source.path!s:.80} has a name that file systems are not made with"
            raise BenchError(printable(what), hint="rename it", where=where)
    make, tools = _MAKERS[origin.format]
    workshop.inputs.note_program(*tools)
    programs = [command.find(tool).resolve() for tool in tools]
    file = f"{name}.{_SUFFIXES.get(origin.format, 'img')}"

    def build(folder: Path) -> None:
        workshop.progress.step(f"make {file}")
        copy = folder / "content"
        content = sources.copy(copy)
        for path in [content, *content.rglob("*")]:
            os.utime(path, (_TIME, _TIME))
        size = origin.size or max(_SMALLEST, _rounded(2 * _total(content)))
        try:
            make(content, folder / file, size)
        except BenchError as error:
            raise BenchError(error.what, hint="state a larger size", where=where) from error
        command.remove(copy)

    key = digest.combined(
        digest.of_path(Path(__file__)),
        sources.digest,
        origin.format,
        str(origin.size),
        *(digest.of_path(program) for program in programs),
    )
    return workshop.store.artefact(f"image-{name}", key, build) / file


def _total(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _rounded(size: int) -> int:
    return -(-size // _MIB) * _MIB


def _empty(image: Path, size: int) -> None:
    with image.open("wb") as file:
        file.truncate(size)


def _ext4(content: Path, image: Path, size: int) -> None:
    _empty(image, size)
    options = f"hash_seed={_IDENTITY},lazy_itable_init=0,lazy_journal_init=0,root_owner=0:0"
    command.run(
        [
            *["mke2fs", "-q", "-t", "ext4", "-U", _IDENTITY, "-E", options],
            *["-d", str(content), str(image)],
        ],
        what="make an ext4 file system",
        variables={"E2FSPROGS_FAKE_TIME": str(_TIME)},
    )
    # mke2fs takes these times of a file from the folder: the one nobody can set, the other is that
    # of its own look.
    paths = ["/", *(f"/{path.relative_to(content)}" for path in sorted(content.rglob("*")))]
    times = ("ctime", "atime")
    fields = [(name, f"@{_TIME}") for name in times] + [(f"{name}_extra", "0") for name in times]
    script = "".join(
        f'set_inode_field "{path}" {name} {value}\n' for path in paths for name, value in fields
    )
    command.run(
        ["debugfs", "-w", "-f", "-", image],
        what="date an ext4 file system",
        variables={"E2FSPROGS_FAKE_TIME": str(_TIME)},
        given=script.encode(),
    )


def _fat(content: Path, image: Path, size: int) -> None:
    _empty(image, size)
    _fill_fat(content, str(image), size)


def _fill_fat(content: Path, place: str, size: int) -> None:
    """Make a FAT file system where mtools are pointed to, and copy the files into it."""
    sectors = size // 512
    geometry = ["-T", str(sectors), "-h", "16", "-s", "63"]
    command.run(
        ["mformat", "-i", place, *geometry, "-N", "5e3ca0be", "-v", "BENCH", "::"],
        what="make a FAT file system",
        variables=_THEN,
    )
    entries = sorted(content.iterdir())
    if entries:
        command.run(
            ["mcopy", "-Qsmi", place, *entries, "::"],
            what="fill a FAT file system",
            variables=_THEN,
        )


def _efi(content: Path, image: Path, size: int) -> None:
    """A disk with GPT and one partition, which UEFI firmware looks for `EFI/BOOT/` on."""
    _empty(image, size + 2 * _START)
    layout = (
        f"label: gpt\nlabel-id: {_IDENTITY}\n"
        f"start={_START // 512}, size={size // 512}, type={_ESP}, uuid={_IDENTITY}\n"
    )
    command.run(["sfdisk", "-q", image], what="partition a disk", given=layout.encode())
    _fill_fat(content, f"{image}@@{_START}", size)


def _iso(content: Path, image: Path, _: int) -> None:
    command.run(
        [
            *["xorriso", "-as", "mkisofs", "-quiet", "-r", "-J", "-V", "BENCH"],
            *[f"--modification-date={_DATE}", "--set_all_file_dates", _DATE],
            *["-o", str(image), str(content)],
        ],
        what="make a CD",
    )


def _cpio(content: Path, image: Path, _: int) -> None:
    entries = []
    for path in sorted(content.rglob("*")):
        name = str(path.relative_to(content))
        if path.is_dir():
            entries.append(cpio.folder(name))
        else:
            executable = bool(path.stat().st_mode & 0o100)
            entries.append(cpio.file(name, path.read_bytes(), executable=executable))
    image.write_bytes(cpio.archive(entries))


_SUFFIXES = {"iso": "iso", "cpio": "cpio"}

_MAKERS: dict[str, tuple[Callable[[Path, Path, int], None], tuple[str, ...]]] = {
    "ext4": (_ext4, ("mke2fs", "debugfs")),
    "fat": (_fat, ("mformat", "mcopy")),
    "efi": (_efi, ("sfdisk", "mformat", "mcopy")),
    "iso": (_iso, ("xorriso",)),
    "cpio": (_cpio, ()),
}
"""What makes an image of a format, and the programs that it calls."""
