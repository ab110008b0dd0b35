# SPDX-License-Identifier: MIT
"""A cache of artefacts on the disk that never hands out half of one.

An artefact is a folder, `ROOT/NAME/KEY/`. Beside it lies `KEY.verified`: which boot of the host
last compared the files with their sums, and what `stat` said of them then.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.artefacts import digest, manifest
from bench.artefacts.manifest import Manifest
from bench.artefacts.slot import Build, Slot, sweep
from bench.errors import HostError, is_full
from bench.host import libc
from bench.host.cache import VARIABLE, cache_root
from bench.host.whole import note


class Store:
    """Artefacts below one folder, shared by any number of processes.

    Args:
        root: the folder; made when the first artefact is.
    """

    def __init__(self, root: Path | None = None) -> None:
        self.root = (root or cache_root()).absolute()

    def artefact(self, name: str, key: str, build: Build) -> Path:
        """The folder of an artefact, made now unless an intact one is there.

        Args:
            name: what it is, as a folder's name.
            key: digest of everything that shapes it.
            build: fills the empty folder that it is given. What it raises is passed
                on, and leaves nothing behind.

        Raises:
            HostError: the cache cannot be written.
        """
        entry = self.root / name / key
        if self.intact(entry):
            return entry
        slot = Slot(entry)
        with _explained(self.root), slot.locked():
            # Another process may have made it while this one waited for the lock.
            if not self.intact(entry):
                self._sweep()
                _make(slot, build)
        return entry

    def intact(self, entry: Path) -> bool:
        """Whether an artefact is there with the files, sizes and sums it was made with.

        Sums are compared once on every boot of the host, and again when a file's size,
        time of modification or inode differs from then.
        """
        made = manifest.read(entry)
        state = made and _state(entry, made)
        if not made or not state:
            return False
        if _read_text(_mark_of(entry)) == state:
            return True
        if any(digest.of_path(entry / path) != sha256 for path, (_, sha256) in made.items()):
            return False
        note(_mark_of(entry), state)
        return True

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """An empty folder that is gone afterwards, even if this process is killed.

        Raises:
            HostError: the cache cannot be written.
        """
        slot = Slot(self.root / "scratch" / os.urandom(8).hex())
        with _explained(self.root), slot.locked(), slot.draft() as folder:
            yield folder

    def _sweep(self) -> None:
        for folder in self.root.iterdir():
            if folder.is_dir():
                sweep(folder)


def _make(slot: Slot, build: Build) -> None:
    """Make an artefact, in the place of a damaged one if need be; its lock is held."""
    with slot.draft() as draft:
        build(draft)
        made = manifest.write(draft, sums=True)
        _sync_tree(draft)
        slot.settle(draft)
        _sync(slot.path.parent)
    note(_mark_of(slot.path), _state(slot.path, made) or "")


def _state(entry: Path, made: Manifest) -> str | None:
    """This boot of the host and what `stat` says; None if a size is wrong."""
    parts = [Path("/proc/sys/kernel/random/boot_id").read_text(encoding="utf-8")]
    for path, (size, sha256) in made.items():
        try:
            status = os.lstat(entry / path)
        except OSError:
            return None
        if status.st_size != size:
            return None
        parts.append(f"{path} {sha256} {size} {status.st_mtime_ns} {status.st_ino}")
    return digest.combined(*parts)


def _mark_of(entry: Path) -> Path:
    return entry.with_name(f"{entry.name}.verified")


@contextmanager
def _explained(root: Path) -> Iterator[None]:
    """Say of a full disk or a read-only one which folder is meant."""
    try:
        yield
    except OSError as error:
        if not is_full(error) and not _concerns(error, root):
            raise
        raise HostError(
            f"the cache {root} cannot be written: {error.strerror}",
            hint=f"make room there, or set {VARIABLE} to another folder",
        ) from error


def _concerns(error: OSError, root: Path) -> bool:
    """Whether an error is about the cache, or about a folder that it was to be made in."""
    if not isinstance(error.filename, str | os.PathLike):
        return False
    place = Path(error.filename)
    return place.is_relative_to(root) or root.is_relative_to(place)


def _read_text(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return None


def _sync(path: Path) -> None:
    """Have a folder's names on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sync_tree(folder: Path) -> None:
    """Have a folder and all below it on the disk.

    With its whole file system, in one call: an fsync for each of ten thousand kernel
    headers takes eight seconds.
    """
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        libc.sync_file_system(descriptor)
    finally:
        os.close(descriptor)
