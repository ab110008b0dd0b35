# SPDX-License-Identifier: MIT
"""Where the emulators are: in the folder that `$BENCH_QEMU` names, else where PATH leads."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from bench.errors import HostError
from bench.host.advice import missing

VARIABLE = "BENCH_QEMU"
"""The variable that names another QEMU than the one that is installed."""

_PROGRAMS = "qemu-system-*"


def choose(path: Path | None) -> None:
    """Have this process, and all that it starts, use another QEMU.

    Args:
        path: where it was built or installed, its folder of programs, or one of these; None
            leaves all as it is.

    Raises:
        HostError: there is none.
    """
    if path is not None:
        os.environ[VARIABLE] = str(_folder(path))


def program_of(name: str) -> str:
    """How a command line names an emulator.

    Args:
        name: of the program, such as `qemu-system-x86_64`.

    Returns:
        Its path where another QEMU was chosen, else the name.

    Raises:
        HostError: there is no QEMU where it was chosen.
    """
    chosen = _chosen()
    return str(chosen / name) if chosen else name


def find(name: str) -> Path | None:
    """Where an emulator is; None if it is not there.

    Raises:
        HostError: there is no QEMU where it was chosen.
    """
    found = shutil.which(program_of(name))
    return Path(found) if found else None


def emulator_at(name: str) -> Path:
    """Where an emulator is.

    Raises:
        HostError: it is not there.
    """
    if found := find(name):
        return found
    if chosen := _chosen():
        raise HostError(f"{chosen} has no {name}", hint="build it there, or choose another QEMU")
    raise missing(name)


def _chosen() -> Path | None:
    value = os.environ.get(VARIABLE)
    return _folder(Path(value)) if value else None


def _folder(path: Path) -> Path:
    """The folder of programs that a path leads to."""
    path = path.absolute()
    for folder in (path, path / "bin", path / "build", path.parent):
        if folder.is_dir() and any(folder.glob(_PROGRAMS)):
            return folder
    raise HostError(
        f"{path} has no {_PROGRAMS}", hint="name the folder in which a QEMU was built or installed"
    )
