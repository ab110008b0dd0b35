"""Where templates lie, and how much room they have."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from bench.cache import cache_root
from bench.errors import BenchError, HostError

_MEMORY = Path("/dev/shm")
_LEAST = 1 << 30
"""Bytes; a smaller file system in memory is left alone."""
_UNITS = {"M": 20, "G": 30}


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
        HostError: the folder is another user's.
        BenchError: `$BENCH_TEMPLATES_LIMIT` is no size.
    """
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.getuid():
        raise HostError(
            f"{folder} is not this user's", hint="remove it, or set BENCH_TEMPLATES to a folder"
        )
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
        if match := re.fullmatch(r"(\d+)([MG])", text):
            return int(match[1]) << _UNITS[match[2]]
        raise BenchError(
            f"BENCH_TEMPLATES_LIMIT={text} is no size", hint="write for example 6G or 512M"
        )
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return min(_size(folder) // 2, memory // 4)


def _size(folder: Path) -> int:
    status = os.statvfs(folder)
    return status.f_blocks * status.f_frsize
