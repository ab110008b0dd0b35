# SPDX-License-Identifier: MIT
"""Where the bench keeps what it made and what it found out."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from bench.errors import HostError

VARIABLE = "BENCH_CACHE"

_PLAIN = re.compile(r"/[\w./+@-]*")
"""Paths that make, the kernel's build and linkers take for what they are: one word, without a
colon, a dollar, a quote, a comma or an equals sign."""

_SHARED = Path("/var/tmp")


def cache_root() -> Path:
    """`$BENCH_CACHE`, else `emubench` in the user's cache folder (XDG Base Directory).

    Where builds cannot be made in that folder, as its path has a blank: `/var/tmp/emubench-UID`.

    Raises:
        HostError: the user has no home, or `$BENCH_CACHE` is such a path.
    """
    if chosen := os.environ.get(VARIABLE):
        folder = Path(chosen).absolute()
        if not _PLAIN.fullmatch(str(folder)):
            what = f"{VARIABLE} is {folder}, and builds take letters, digits and ./+@-_ in a path"
            raise HostError(what, hint="set it to another folder")
        return folder
    folder = _caches().absolute() / "emubench"
    return folder if _PLAIN.fullmatch(str(folder)) else _substitute()


def _caches() -> Path:
    if chosen := os.environ.get("XDG_CACHE_HOME"):
        return Path(chosen)
    try:
        return Path.home() / ".cache"
    except RuntimeError:
        hint = f"set {VARIABLE} to a folder for what the bench keeps"
        raise HostError("there is no home folder", hint=hint) from None


def _substitute() -> Path:
    folder = _SHARED / f"emubench-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.getuid():
        raise HostError(f"{folder} is not this user's", hint=f"set {VARIABLE} to a folder")
    return folder
