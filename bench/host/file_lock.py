# SPDX-License-Identifier: MIT
"""Locks that the host's kernel drops when their holder dies, however it dies."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def locked(path: Path, *, wait: bool = True) -> Iterator[bool]:
    """An exclusive lock whose file is there only while somebody holds it, or died so.

    Args:
        path: of the file, in a folder that is there.
        wait: for another holder; gives False at once otherwise.
    """
    descriptor = _open_lock(path, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    if descriptor is None:
        yield False
        return
    try:
        yield True
    finally:
        path.unlink(missing_ok=True)  # while it is held: a waiting process sees that it went
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
