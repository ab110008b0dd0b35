# SPDX-License-Identifier: MIT
"""Files that a definition's further options for QEMU name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.errors import BenchError
from bench.project import find_root

_SYSTEM = Path("/usr/share")
"""Where packages keep firmware."""


def named_files(options: Sequence[str]) -> tuple[Path, ...]:
    """The files of the project and of the system's packages that options name.

    QEMU is let at these. A definition from somebody else that names a file elsewhere (a disk of
    the host, a key) gets an error of QEMU's, that it may not be opened.
    """
    return tuple(sorted(set(_found(options))))


def _found(options: Sequence[str]) -> Iterator[Path]:
    if not options:
        return
    homes = (*_project(), _SYSTEM)
    for option in options:
        for word in re.split("[,=:]", option):
            path = Path(word).resolve()
            if word and path.is_file() and any(path.is_relative_to(home) for home in homes):
                yield path


def _project() -> Iterator[Path]:
    try:
        yield find_root()
    except BenchError:
        return  # a definition of nobody's project
