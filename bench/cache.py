"""Where the bench keeps what it made and what it found out."""

from __future__ import annotations

import os
from pathlib import Path


def cache_root() -> Path:
    """`$BENCH_CACHE`, else `emubench` in the user's cache folder (XDG Base Directory)."""
    if chosen := os.environ.get("BENCH_CACHE"):
        return Path(chosen).absolute()
    caches = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(caches, "emubench").absolute()
