# SPDX-License-Identifier: MIT
"""The message for a person of an exception that ended a command."""

from __future__ import annotations

import os
import traceback
from pathlib import Path

from bench.errors import BenchError, HostError, explained


def told(error: Exception) -> BenchError:
    """The error as one to be shown in a line.

    What the host's kernel refused is told as it is. Anything else that nobody foresaw is a bug of
    the bench's: its traceback is kept among the results.
    """
    if isinstance(error, BenchError):
        return error
    if isinstance(error, OSError):
        return explained(error)
    if isinstance(error, MemoryError):
        return HostError("the host has no memory left")
    said = f"{type(error).__name__}: {error}".partition("\n")[0]
    kept = _kept("traceback.txt", "".join(traceback.format_exception(error)))
    hint = f"its traceback is in {kept}" if kept else ""
    return HostError(f"the bench failed: {said}", hint=hint)


def log_kept(error: BenchError) -> str:
    """Keep what a tool said, if there is more of it than the error shows; says where."""
    if len(error.log.splitlines()) <= len(error.detail.splitlines()):
        return ""
    kept = _kept("build.log", error.log)
    return f"all that it said is in {os.path.relpath(kept)}" if kept else ""


def _kept(name: str, text: str) -> Path | None:
    from bench.cli.show.results import new_folder
    from bench.project import find_root

    try:
        file = new_folder(find_root(), "failure") / name
        file.write_text(text, encoding="utf-8", errors="backslashreplace")
    except (BenchError, OSError):
        return None
    return file
