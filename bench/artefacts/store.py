# SPDX-License-Identifier: MIT
"""A cache of artefacts that never hands out half of one.

An artefact is a folder, `ROOT/NAME/KEY/`. It is filled under another name, written to
the disk, and renamed into place whole. Beside it lie

- `KEY.lock`, held by the one process that makes the artefact;
- `KEY.verified`, which boot of the host last compared the files with their sums, and
  what `stat` said of them then.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.artefacts import digest
from bench.errors import HostError, is_full
from bench.host import libc
from bench.host.cache import VARIABLE, cache_root, note
from bench.host.file_lock import locked

MANIFEST = ".manifest.json"

Build = Callable[[Path], None]
Manifest = dict[str, tuple[int, str]]

_DRAFT = ".draft-"


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
        with _explained(self.root), locked(_lock_of(entry), fcntl.LOCK_EX):
            # Another process may have made it while this one waited for the lock.
            if not self.intact(entry):
                self._sweep()
                _make(entry, build)
        return entry

    def intact(self, entry: Path) -> bool:
        """Whether an artefact is there with the files, sizes and sums it was made with.

        Sums are compared once on every boot of the host, and again when a file's size,
        time of modification or inode differs from then.
        """
        manifest = _read_manifest(entry)
        state = manifest and _state(entry, manifest)
        if not manifest or not state:
            return False
        if _read_text(_mark_of(entry)) == state:
            return True
        if any(digest.of_path(entry / path) != sha256 for path, (_, sha256) in manifest.items()):
            return False
        note(_mark_of(entry), state)
        return True

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """An empty folder that is gone afterwards, even if this process is killed.

        Raises:
            HostError: the cache cannot be written.
        """
        entry = self.root / "scratch" / "shared"
        # Shared with other users of scratch folders, but not with a sweep.
        with _explained(self.root), locked(_lock_of(entry), fcntl.LOCK_SH):
            folder = _draft_of(entry)
            folder.mkdir()
            try:
                yield folder
            finally:
                shutil.rmtree(folder, ignore_errors=True)

    def _sweep(self) -> None:
        """Remove what processes that died left behind; a live one holds its lock."""
        for leftover in self.root.glob(f"*/*{_DRAFT}*"):
            entry = leftover.with_name(leftover.name.partition(_DRAFT)[0])
            with locked(_lock_of(entry), fcntl.LOCK_EX | fcntl.LOCK_NB) as held:
                if held:
                    shutil.rmtree(leftover, ignore_errors=True)


def _make(entry: Path, build: Build) -> None:
    """Make an entry, in the place of a damaged one if need be; its lock is held."""
    if entry.exists():
        entry.rename(_draft_of(entry))
    _remove_drafts(entry)
    draft = _draft_of(entry)
    draft.mkdir()
    try:
        build(draft)
        manifest = _describe(draft)
        (draft / MANIFEST).write_text(json.dumps(manifest))
        _sync_tree(draft)
        draft.rename(entry)
        _sync(entry.parent)
    finally:
        _remove_drafts(entry)
    note(_mark_of(entry), _state(entry, manifest) or "")


def _remove_drafts(entry: Path) -> None:
    """Remove what earlier attempts at an entry left behind; its lock is held."""
    for leftover in entry.parent.glob(f"{entry.name}{_DRAFT}*"):
        shutil.rmtree(leftover, ignore_errors=True)


def _describe(folder: Path) -> Manifest:
    """The size and sum of each file and symbolic link below a folder."""
    return {
        str(path.relative_to(folder)): (path.lstat().st_size, digest.of_path(path))
        for path in digest.files(folder)
    }


def _read_manifest(entry: Path) -> Manifest | None:
    """The manifest, or None where there is no entry or its manifest is damaged."""
    try:
        manifest = json.loads((entry / MANIFEST).read_bytes())
        return {path: (size, sha256) for path, (size, sha256) in manifest.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return None


def _state(entry: Path, manifest: Manifest) -> str | None:
    """This boot of the host and what `stat` says; None if a size is wrong."""
    parts = [Path("/proc/sys/kernel/random/boot_id").read_text(encoding="utf-8")]
    for path, (size, sha256) in manifest.items():
        try:
            status = os.lstat(entry / path)
        except OSError:
            return None
        if status.st_size != size:
            return None
        parts.append(f"{path} {sha256} {size} {status.st_mtime_ns} {status.st_ino}")
    return digest.combined(*parts)


def _draft_of(entry: Path) -> Path:
    """A new name each time: what a killed builder's children still write goes elsewhere."""
    return entry.with_name(f"{entry.name}{_DRAFT}{os.urandom(8).hex()}")


def _lock_of(entry: Path) -> Path:
    return entry.with_name(f"{entry.name}.lock")


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
