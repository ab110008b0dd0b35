"""Where the bench keeps what it made and what it found out."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from bench.errors import HostError

VARIABLE = "BENCH_CACHE"


def cache_root() -> Path:
    """`$BENCH_CACHE`, else `emubench` in the user's cache folder (XDG Base Directory).

    Raises:
        HostError: the user has no home.
    """
    if chosen := os.environ.get(VARIABLE):
        return Path(chosen).absolute()
    if caches := os.environ.get("XDG_CACHE_HOME"):
        return Path(caches, "emubench").absolute()
    try:
        return Path.home().absolute() / ".cache" / "emubench"
    except RuntimeError:
        hint = f"set {VARIABLE} to a folder for what the bench keeps"
        raise HostError("there is no home folder", hint=hint) from None


def note(path: Path, text: str) -> None:
    """Write a file that saves time later, so that no reader sees half of it.

    Where it cannot be written, as on a read-only disk, that time is not saved.
    """
    draft = path.with_name(f"{path.name}.{os.urandom(8).hex()}")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(text, encoding="utf-8")
        draft.replace(path)
