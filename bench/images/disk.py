# SPDX-License-Identifier: MIT
"""The disk of machines that have one: an empty ext4 file system."""

from __future__ import annotations

from pathlib import Path

from bench.artefacts import digest
from bench.images.tools import command
from bench.images.workshop import Workshop

SIZE = 64 << 20
"""Bytes."""

_IDENTITY = "5e3ca0be-0000-4000-8000-000000000001"
"""A UUID: the file system's, and what its directory hashes begin from."""


def disk(workshop: Workshop) -> tuple[Path, Path]:
    """The disk's first content, and an empty overlay of it (qcow2, without its name)."""

    def build(folder: Path) -> None:
        workshop.progress.step("make a disk")
        image = folder / "disk.img"
        with image.open("wb") as file:
            file.truncate(SIZE)
        options = f"hash_seed={_IDENTITY},lazy_itable_init=0,lazy_journal_init=0"
        command.run(
            ["mke2fs", "-q", "-t", "ext4", "-L", "bench", "-U", _IDENTITY, "-E", options, image],
            what="make an ext4 file system",
            variables={"E2FSPROGS_FAKE_TIME": "1"},  # the same bytes each time
        )
        overlay = folder / "overlay.qcow2"
        command.run(
            ["qemu-img", "create", "-q", "-f", "qcow2", overlay, str(SIZE)], what="make an overlay"
        )

    maker = command.find("mke2fs").resolve()  # it does not say its version on standard output
    key = digest.combined(
        digest.of_path(Path(__file__)), digest.of_path(maker), command.version("qemu-img")
    )
    folder = workshop.store.artefact("disk", key, build)
    return folder / "disk.img", folder / "overlay.qcow2"
