# SPDX-License-Identifier: MIT
"""Which files a folder was made with, in a file of its own: the last one that is written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from bench.artefacts import digest

MANIFEST = ".manifest.json"

Manifest = Mapping[str, tuple[int, str]]
"""The size in bytes of each file and link below a folder, and its SHA-256 sum or nothing."""


def write(folder: Path, *, sums: bool) -> Manifest:
    """Note what a folder has now, with sums where they are wanted."""
    manifest = {
        str(path.relative_to(folder)): (path.lstat().st_size, digest.of_path(path) if sums else "")
        for path in digest.files(folder)
    }
    (folder / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    return manifest


def read(folder: Path) -> Manifest | None:
    """The description of a folder; None where it is not there, or its manifest is damaged."""
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        return {path: (size, sha256) for path, (size, sha256) in manifest.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return None
