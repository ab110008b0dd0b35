# SPDX-License-Identifier: MIT
"""Files that no reader sees half of: written under another name, and renamed into place."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

DRAFT = ".draft-"
"""The mark in such a name, before random letters."""


def draft_of(path: Path) -> Path:
    """A new name beside a path, another one each time.

    What the children of a killed process still write goes elsewhere than what comes next.
    """
    return path.with_name(f"{path.name}{DRAFT}{os.urandom(8).hex()}")


def write_whole(path: Path, text: str) -> None:
    """Write a file, in the place of one that is there.

    Raises:
        OSError: it cannot be written; what was there is there still.
    """
    draft = draft_of(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        draft.write_text(text, encoding="utf-8")
        draft.replace(path)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise


def note(path: Path, text: str) -> None:
    """Write a file that saves time later; where it cannot be written, that time is not saved."""
    with suppress(OSError):
        write_whole(path, text)
