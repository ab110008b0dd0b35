# SPDX-License-Identifier: MIT
"""Folders below the project's results, one a run."""

from __future__ import annotations

from datetime import datetime
from itertools import count
from pathlib import Path

from bench.project import Project


def new_folder(root: Path, kind: str) -> Path:
    """An empty folder `results/KIND-TIME`, of the local time.

    Raises:
        HostError: results cannot be written.
    """
    results = Project(root).make_results()
    started = datetime.now().strftime("%Y-%m-%dT%H.%M.%S")
    for number in count(1):
        suffix = f"-{number}" if number > 1 else ""
        folder = results / f"{kind}-{started}{suffix}"
        try:
            folder.mkdir()
        except FileExistsError:  # of another run in the same second
            continue
        return folder
    raise AssertionError("count() does not end")
