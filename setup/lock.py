# SPDX-License-Identifier: MIT
"""Keeps two set-ups from working on the same thing at once."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Holds the lock of a folder, waiting for it where needed.

    The tools started meanwhile inherit it: where a set-up is killed, the next one waits
    until the tool that it left behind has ended.
    """
    descriptor = os.open(folder, os.O_RDONLY)
    os.set_inheritable(descriptor, True)
    try:
        _take(descriptor, folder)
        yield
        fcntl.flock(descriptor, fcntl.LOCK_UN)
    finally:
        os.close(descriptor)


def _take(descriptor: int, folder: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        print(f"… waiting for another set-up (lock of {folder})", flush=True)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
