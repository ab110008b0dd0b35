# SPDX-License-Identifier: MIT
"""The submissions in a folder, told from what lies beside them."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from bench.errors import BenchError
from bench.text import printable

_OF_TOOLS = ("__MACOSX", "__pycache__")
"""Folders that tools leave behind; so do those whose names begin with a dot."""


@dataclass(frozen=True)
class Submissions:
    """The submissions of a folder.

    Attributes:
        folders: each a submission, by their names.
        left_out: what else there is, each with why it is not a submission.
    """

    folders: tuple[Path, ...]
    left_out: tuple[str, ...]


def find_submissions(folder: Path) -> Submissions:
    """The submissions in a folder.

    Raises:
        BenchError: there is none.
    """
    every = sorted(folder.iterdir())
    others = {path: why for path in every if (why := _no_submission(path))}
    left_out = tuple(f"{printable(path.name)} ({why})" for path, why in others.items())
    found = tuple(path for path in every if path not in others)
    if not found:
        there = f": there is only {', '.join(left_out)}" if left_out else ""
        raise BenchError(
            f"{folder} has no submissions{there}", hint="a submission is a folder in it"
        )
    return Submissions(found, left_out)


def irregular_file(submission: Path) -> str:
    """The first pipe, socket or device in a submission, relative to it; empty if there is none.

    Whatever reads such a file may wait for ever.
    """
    for folder, _, names in os.walk(submission):
        for path in (Path(folder, name) for name in sorted(names)):
            if not (stat.S_ISREG(path.lstat().st_mode) or path.is_symlink()):
                return printable(path.relative_to(submission).as_posix())
    return ""


def _no_submission(path: Path) -> str:
    """Why something is not a submission; empty if it is one."""
    if path.is_symlink():
        return "a link"
    if not path.is_dir():
        return "not a folder"
    if path.name in _OF_TOOLS or path.name.startswith("."):
        return "left by a tool"
    return "" if any(path.iterdir()) else "empty"
