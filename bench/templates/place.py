# SPDX-License-Identifier: MIT
"""Where templates lie, and how much room they have."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from bench.definitions.words import size_in_bytes
from bench.errors import BenchError, HostError, explained
from bench.host.cache import cache_root

_MEMORY = Path("/dev/shm")
_LEAST = 1 << 30
"""Bytes; a smaller file system in memory is left alone."""


class NoRoom(HostError):
    """No template can be put where templates lie; whoever wants one boots instead."""


@dataclass(frozen=True)
class Place:
    """A folder for templates.

    Attributes:
        folder: this user's alone.
        limit: bytes that all templates together may take.
    """

    folder: Path
    limit: int


def find_place() -> Place:
    """`$BENCH_TEMPLATES`, else a folder in /dev/shm, else one of the cache on the disk.

    Raises:
        NoRoom: the folder is another user's, or cannot be made or written.
        BenchError: `$BENCH_TEMPLATES_LIMIT` is not a size.
    """
    folder = _folder()
    hint = "set BENCH_TEMPLATES to a folder of your own"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = folder.lstat()
    except OSError as error:
        raise NoRoom(str(explained(error)), hint=hint) from error
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.getuid():
        raise NoRoom(f"{folder} is not this user's", hint=f"remove it, or {hint}")
    if not os.access(folder, os.W_OK):
        raise NoRoom(f"{folder} cannot be written", hint=hint)
    return Place(folder, _limit(folder))


def _folder() -> Path:
    if chosen := os.environ.get("BENCH_TEMPLATES"):
        return Path(chosen).absolute()
    # In memory: a template is read with every clone, and worthless after a reboot.
    if os.access(_MEMORY, os.W_OK) and _size(_MEMORY) >= _LEAST:
        return _MEMORY / f"emubench-{os.getuid()}"
    return cache_root() / "templates"


def _limit(folder: Path) -> int:
    if text := os.environ.get("BENCH_TEMPLATES_LIMIT"):
        if limit := size_in_bytes(text):
            return limit
        raise BenchError(
            f"BENCH_TEMPLATES_LIMIT={text} is not a size", hint="write for example 6G or 512M"
        )
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return min(_size(folder) // 2, memory // 4)


def _size(folder: Path) -> int:
    status = os.statvfs(folder)
    return status.f_blocks * status.f_frsize
