# SPDX-License-Identifier: MIT
"""Locks that the host's kernel drops when their holder dies, however it dies."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def locked(path: Path, how: int) -> Iterator[bool]:
    """Hold a lock, as of `flock`; gives False where it is another's and `LOCK_NB` is set."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as stream:
        try:
            fcntl.flock(stream, how)
        except BlockingIOError:
            yield False
        else:
            yield True


@contextmanager
def passing_lock(path: Path, how: int) -> Iterator[bool]:
    """An exclusive lock whose file is there only while somebody holds it, or died so."""
    descriptor = _open_lock(path, how | fcntl.LOCK_EX)
    if descriptor is None:
        yield False
        return
    try:
        yield True
    finally:
        path.unlink(missing_ok=True)  # while it is held: who waits for it sees that it went
        os.close(descriptor)


def _open_lock(path: Path, how: int) -> int | None:
    while True:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, how)
        except BlockingIOError:
            os.close(descriptor)
            return None
        if _is_still(descriptor, path):
            return descriptor
        os.close(descriptor)  # its last holder removed it: lock the one that is there now


def _is_still(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.lstat())
    except FileNotFoundError:
        return False
