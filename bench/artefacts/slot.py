# SPDX-License-Identifier: MIT
"""A place for a folder that is there whole or not at all, whatever happens to its makers.

`FOLDER/KEY/` is filled under another name (`KEY.draft-RANDOM`). Its manifest is written last, and
it is renamed into place. `KEY.lock` lies beside it while a process holds the lock, or died with it.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from bench.host.file_lock import locked
from bench.host.whole import DRAFT, draft_of

Build = Callable[[Path], None]
"""Fills the empty folder that it is given."""

_LOCK = ".lock"


@dataclass(frozen=True)
class Slot:
    """The place of one folder, shared by any number of processes.

    Attributes:
        path: of the folder, once it is there.
    """

    path: Path

    @contextmanager
    def locked(self, *, wait: bool = True) -> Iterator[bool]:
        """Keep other processes from making or removing the folder.

        Gives False at once if another process has the lock and `wait` is false.

        Raises:
            OSError: the lock cannot be made.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with locked(self.path.with_name(f"{self.path.name}{_LOCK}"), wait=wait) as held:
            yield held

    @contextmanager
    def draft(self) -> Iterator[Path]:
        """An empty folder beside it, removed afterwards unless `settle` put it into place.

        Call it while the slot is locked: drafts of earlier processes are removed, too.
        """
        self.remove_drafts()
        folder = draft_of(self.path)
        folder.mkdir()
        try:
            yield folder
        finally:
            self.remove_drafts()

    def settle(self, draft: Path) -> None:
        """Put a whole draft into place, and out what is there; call it while the slot is locked."""
        self._put_aside()
        draft.rename(self.path)

    def remove(self) -> None:
        """Remove the folder: for other processes, all of it at once."""
        if aside := self._put_aside():
            _remove(aside)

    def remove_drafts(self) -> None:
        """Remove what dead processes left; call it while the slot is locked."""
        for leftover in self.path.parent.glob(f"{self.path.name}{DRAFT}*"):
            _remove(leftover)

    def _put_aside(self) -> Path | None:
        aside = draft_of(self.path)
        with suppress(FileNotFoundError):
            self.path.rename(aside)
            return aside
        return None


def settled(folder: Path) -> Iterator[Path]:
    """The folders that are in place in a folder of slots; drafts are not."""
    return (path for path in folder.iterdir() if path.is_dir() and DRAFT not in path.name)


def sweep(folder: Path) -> None:
    """Remove what dead processes left in a folder of slots; a living one holds its lock."""
    left = {*folder.glob(f"*{DRAFT}*"), *folder.glob(f"*{_LOCK}")}
    for name in {path.name.partition(DRAFT)[0].removesuffix(_LOCK) for path in left}:
        slot = Slot(folder / name)
        with slot.locked(wait=False) as held:
            if held:
                slot.remove_drafts()


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
