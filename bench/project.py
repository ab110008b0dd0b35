"""Where the project is, so that every command works from any of its folders."""

from __future__ import annotations

from pathlib import Path

from bench.errors import BenchError

MARKS = ("avocado.cfg", "machines")
"""What lies in a project's root."""


def find_root(start: Path | None = None) -> Path:
    """The nearest folder, from `start` upwards, that is a project's root.

    Args:
        start: the working directory if None.

    Raises:
        BenchError: there is none.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if all((folder / mark).exists() for mark in MARKS):
            return folder
    raise BenchError(
        f"{here} is in no project of the bench",
        hint=f"go to a folder that has {' and '.join(MARKS)}, or to one below it",
    )
