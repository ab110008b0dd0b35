# SPDX-License-Identifier: MIT
"""SHA-256 sums, in hexadecimal, of an artefact's inputs."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path


def of_path(path: Path) -> str:
    """The sum of a file's bytes, or of what a symbolic link says."""
    if path.is_symlink():
        return hashlib.sha256(os.fsencode(path.readlink())).hexdigest()
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def of_folder(folder: Path) -> str:
    """The sum of a folder's names and contents, whatever their order or times."""
    return combined(
        *(part for path in files(folder) for part in (str(path.relative_to(folder)), of_path(path)))
    )


def combined(*parts: str) -> str:
    """The sum of several sums and words, each kept apart from its neighbours."""
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def files(folder: Path) -> Iterator[Path]:
    """All below a folder but folders, sorted; symbolic links are not followed."""
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.is_dir(follow_symlinks=False):
            yield from files(Path(entry))
        else:
            yield Path(entry)
