# SPDX-License-Identifier: MIT
"""The files with which a new project begins: those of `bench/skeletons/`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench.errors import explained

FOLDER = Path(__file__).parents[1] / "skeletons"

EVERY = "every"
"""The folder of what every project begins with; the others are named for a payload."""

RENAMED = {"gitignore": ".gitignore"}
"""Files that a package cannot carry under their own names."""


def payloads() -> tuple[str, ...]:
    """The kinds of payload that a project may begin with."""
    return tuple(sorted(path.name for path in FOLDER.iterdir() if path.name != EVERY))


def lay_out(payload: str, project: Path) -> Iterator[str]:
    """Write the files of a new project; those that are there stay as they are.

    Args:
        payload: one of `payloads()`.
        project: the folder; made unless it is there.

    Yields:
        The name of each file that was written, from the project's folder.

    Raises:
        HostError: a file cannot be written.
    """
    for source in (FOLDER / EVERY, FOLDER / payload):
        for file in _files(source):
            name = file.relative_to(source)
            place = project / name.with_name(RENAMED.get(name.name, name.name))
            try:
                place.parent.mkdir(parents=True, exist_ok=True)
                with place.open("xb") as new:
                    new.write(file.read_bytes())
            except FileExistsError:
                continue
            except OSError as error:
                raise explained(error) from error
            yield str(place.relative_to(project))


def _files(folder: Path) -> list[Path]:
    """The files below a folder, without what `pip install` compiled there."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in found if "__pycache__" not in path.parts)
