# SPDX-License-Identifier: MIT
"""Templates on the host: made once, used by any number of processes, never in half.

A template is a folder `KEY/`, filled under another name and renamed into place whole.
Beside it lies `KEY.lock`, held by the one process that makes it; or `KEY.refused`, which
says why there can be none. When a template was used is its folder's time of change.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from bench.errors import BenchError, is_full
from bench.host.file_lock import passing_lock
from bench.templates.place import CLEAR, NoRoom, Place, find_place
from bench.templates.template import DESCRIPTION

Build = Callable[[Path], None]

_DRAFT = ".draft"
_LOCK = ".lock"
_REFUSED = ".refused"

_FULL = 1 << 20
"""Bytes; a file system that has fewer left is full."""


@dataclass
class Shelved:
    """A template that is open; it may be removed from the shelf meanwhile.

    Attributes:
        files: descriptors to read from, by the files' names.
        content: of its description.
    """

    files: dict[str, int] = field(default_factory=dict)
    content: dict[str, Any] = field(default_factory=dict)

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
    """What lies on the shelf under one key.

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
        folder = self.place.folder / key
        with ExitStack() as closing:
            shelved = closing.enter_context(Shelved())
            try:
                content = json.loads((folder / DESCRIPTION).read_bytes())
                for name, size in content["files"].items():
                    shelved.files[name] = os.open(folder / name, os.O_RDONLY | os.O_CLOEXEC)
                    if os.fstat(shelved.files[name]).st_size != size:
                        raise ValueError(f"{name} has another size")
                os.utime(folder)
            except FileNotFoundError:
                return None
            except (OSError, ValueError, KeyError):
                shutil.rmtree(folder, ignore_errors=True)
                return None
            shelved.content = content["template"]
            closing.pop_all()
        return shelved

    def has(self, key: str) -> bool:
        """Whether there is a template of this key."""
        return (self.place.folder / key / DESCRIPTION).exists()

    def make(self, key: str, build: Build, *, size: int) -> None:
        """Have a template made, unless it is there; by one process at a time.

        Args:
            key: the template's.
            build: fills the empty folder that it is given: the files, and their description.
            size: bytes that it will take, by a guess.

        Raises:
            NoRoom: there is none for it.
        """
        folder = self.place.folder
        with self._explained(), passing_lock(folder / f"{key}{_LOCK}", 0):
            if self.has(key) or self.refusal(key):
                return
            self._make_room(size)
            draft = folder / f"{key}{_DRAFT}"
            shutil.rmtree(draft, ignore_errors=True)
            draft.mkdir()
            try:
                build(draft)
                _seal(draft)
                draft.rename(folder / key)
            except BenchError as error:
                if _free(folder) < _FULL:  # QEMU, which writes most, dies of it without a word
                    raise self._no_room("the file system is full") from error
                raise
            finally:
                shutil.rmtree(draft, ignore_errors=True)

    def refuse(self, key: str, reason: str) -> None:
        """Remember that there can be no template of this key."""
        (self.place.folder / f"{key}{_REFUSED}").write_text(reason, encoding="utf-8")

    def refusal(self, key: str) -> str:
        """Why there can be no template of this key; empty if nothing is known."""
        try:
            return (self.place.folder / f"{key}{_REFUSED}").read_text(encoding="utf-8")
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
            key = path.name.partition(".")[0]
            with passing_lock(self.place.folder / f"{key}{_LOCK}", fcntl.LOCK_NB) as held:
                if held:
                    freed += _allocated(path)
                    _remove(path)
        return freed

    def sweep(self) -> None:
        """Remove what makers that were killed have left."""
        left = [*self.place.folder.glob(f"*{_DRAFT}"), *self.place.folder.glob(f"*{_LOCK}")]
        for key in {path.name.partition(".")[0] for path in left}:
            # A living maker holds its lock, be it this very process.
            with passing_lock(self.place.folder / f"{key}{_LOCK}", fcntl.LOCK_NB) as held:
                if held:
                    shutil.rmtree(self.place.folder / f"{key}{_DRAFT}", ignore_errors=True)

    def _templates(self) -> Iterator[Entry]:
        for description in self.place.folder.glob(f"*/{DESCRIPTION}"):
            folder = description.parent
            with suppress(OSError, ValueError, KeyError):
                content = json.loads(description.read_bytes())["template"]
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
            _remove(self.place.folder / entry.key)
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

    def _no_room(self, why: str) -> NoRoom:
        return NoRoom(
            f"there is no room for a template in {self.place.folder}: {why}",
            hint=f"{CLEAR}, or set BENCH_TEMPLATES_LIMIT or BENCH_TEMPLATES",
        )


def _seal(draft: Path) -> None:
    """Note the files' sizes beside what the maker said of them."""
    description = draft / DESCRIPTION
    template = json.loads(description.read_bytes())
    sizes = {path.name: path.stat().st_size for path in draft.iterdir() if path != description}
    description.write_text(json.dumps({"files": sizes, "template": template}))


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


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
