# SPDX-License-Identifier: MIT
"""Templates on the host: made once, used by any number of processes, never in half.

A template is a folder `KEY/`. Where there can be none, `KEY.refused` says why. When a template was
used is its folder's time of change. No template outlives the host's boot, so no sum is compared
and nothing is synced: a file of another size, or written since, is damage enough. The least
recently used make room.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from bench.artefacts import manifest
from bench.artefacts.slot import Build, Slot, settled, sweep
from bench.errors import BenchError, is_full
from bench.host.advice import CLEAR_TEMPLATES
from bench.host.whole import note
from bench.templates.place import NoRoom, Place, find_place
from bench.templates.template import DESCRIPTION

_REFUSED = ".refused"

_FULL_BELOW_BYTES = 1 << 20
"""A file system that has fewer left is full."""


@dataclass
class Shelved:
    """A template that is open; it may be removed from the shelf meanwhile.

    Attributes:
        files: descriptors to read from, by the files' names.
        content: of its description.
    """

    files: dict[str, int] = field(default_factory=dict)
    content: dict[str, Any] = field(default_factory=dict)

    def take(self, folder: Path) -> None:
        """Open all files of a template, and read its description.

        Raises:
            OSError: a file is not there.
            ValueError: the manifest is damaged, or a file is not as it says.
        """
        made, made_ns = manifest.read(folder), (folder / manifest.MANIFEST).stat().st_mtime_ns
        if not made:
            raise ValueError("the manifest is damaged")
        for name, (size, _) in made.items():
            self.files[name] = os.open(folder / name, os.O_RDONLY | os.O_CLOEXEC)
            status = os.fstat(self.files[name])
            if status.st_size != size or status.st_mtime_ns > made_ns:
                raise ValueError(f"{name} was changed")
        description = os.pread(self.files[DESCRIPTION], made[DESCRIPTION][0], 0)
        self.content = json.loads(description)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for descriptor in self.files.values():
            os.close(descriptor)


@dataclass(frozen=True)
class Entry:
    """An entry of the shelf, under one key.

    Attributes:
        key: the key.
        bytes: what it takes, holes apart.
        used: when it was used last, in seconds since 1970.
        content: of its description; empty for a refusal.
        refused: why there is no template; empty for one that is there.
    """

    key: str
    bytes: int
    used: float
    content: dict[str, Any]
    refused: str = ""


class Shelf:
    """The templates of this user on this host."""

    def __init__(self, place: Place | None = None) -> None:
        self.place = place or find_place()

    def open(self, key: str) -> Shelved | None:
        """A template, marked as used now; None if there is none."""
        slot = self._slot(key)
        if not slot.path.exists():
            return None
        with ExitStack() as closing:
            shelved = closing.enter_context(Shelved())
            try:
                shelved.take(slot.path)
                os.utime(slot.path)
            except (OSError, ValueError, KeyError):  # it is damaged, or goes as it is looked at
                slot.remove()
                return None
            closing.pop_all()
        return shelved

    def has(self, key: str) -> bool:
        """Whether there is a template of this key."""
        return (self._slot(key).path / manifest.MANIFEST).exists()

    def make(self, key: str, build: Build, *, size: int) -> None:
        """Have a template made, unless it is there; by one process at a time.

        Args:
            key: the template's.
            build: fills the empty folder that it is given: the files, and their description.
            size: bytes that it will take, by a guess.

        Raises:
            NoRoom: there is none for it.
        """
        slot = self._slot(key)
        with self._explained(), slot.locked():
            if self.has(key) or self.refusal(key):
                return
            self._make_room(size)
            with slot.draft() as draft:
                self._build(draft, build)
                manifest.write(draft, sums=False)
                slot.settle(draft)

    def refuse(self, key: str, reason: str) -> None:
        """Remember that there can be no template of this key."""
        note(self._slot(key).path.with_suffix(_REFUSED), reason)

    def refusal(self, key: str) -> str:
        """Why there can be no template of this key; empty if nothing is known."""
        try:
            return self._slot(key).path.with_suffix(_REFUSED).read_text(encoding="utf-8")
        except OSError:
            return ""

    def entries(self) -> tuple[Entry, ...]:
        """All that lies here, the least recently used first."""
        found = [*self._templates(), *self._refusals()]
        return tuple(sorted(found, key=lambda entry: entry.used))

    def clear(self) -> int:
        """Remove everything that no process is making; how many bytes that freed."""
        freed = 0
        for path in list(self.place.folder.iterdir()):
            with self._slot(path.name.partition(".")[0]).locked(wait=False) as held:
                if held:
                    freed += _allocated(path)
                    Slot(path).remove()
        return freed

    def sweep(self) -> None:
        """Remove what makers that were killed have left."""
        sweep(self.place.folder)

    def _templates(self) -> Iterator[Entry]:
        for folder in settled(self.place.folder):
            with suppress(OSError, ValueError):
                content = json.loads((folder / DESCRIPTION).read_bytes())
                used = folder.stat().st_mtime
                yield Entry(folder.name, _allocated(folder), used, content)

    def _refusals(self) -> Iterator[Entry]:
        for file in self.place.folder.glob(f"*{_REFUSED}"):
            with suppress(OSError):
                used = file.stat().st_mtime
                yield Entry(
                    file.name.removesuffix(_REFUSED), 0, used, {}, file.read_text(encoding="utf-8")
                )

    def _make_room(self, size: int) -> None:
        """Remove what killed processes left, then what was not used for longest."""
        self.sweep()
        if size > self.place.limit:
            raise self._no_room(f"a template of {size >> 20} MiB is over the limit")
        entries = [entry for entry in self.entries() if not entry.refused]
        taken = sum(entry.bytes for entry in entries)
        free = _free(self.place.folder)
        if free + taken < size:
            raise self._no_room(f"a template takes {size >> 20} MiB, and {free >> 20} are free")
        for entry in entries:
            if min(self.place.limit - taken, free) >= size:
                return
            self._slot(entry.key).remove()
            taken -= entry.bytes
            free += entry.bytes

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            if not is_full(error):
                raise
            raise self._no_room("the file system is full") from error

    def _build(self, draft: Path, build: Build) -> None:
        try:
            build(draft)
        except BenchError as error:
            # QEMU, which writes most, dies of it without a word.
            if _free(draft) < _FULL_BELOW_BYTES:
                raise self._no_room("the file system is full") from error
            raise

    def _slot(self, key: str) -> Slot:
        return Slot(self.place.folder / key)

    def _no_room(self, why: str) -> NoRoom:
        return NoRoom(
            f"there is no room for a template in {self.place.folder}: {why}",
            hint=f"{CLEAR_TEMPLATES}, or set BENCH_TEMPLATES_LIMIT or BENCH_TEMPLATES",
        )


def _free(folder: Path) -> int:
    """Bytes that this user may still write there."""
    status = os.statvfs(folder)
    return status.f_bavail * status.f_frsize


def _allocated(path: Path) -> int:
    """Bytes that a file or folder takes, holes apart."""
    paths = [path, *path.iterdir()] if path.is_dir() else [path]
    with suppress(OSError):
        return sum(512 * each.lstat().st_blocks for each in paths)
    return 0
