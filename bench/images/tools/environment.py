# SPDX-License-Identifier: MIT
"""The environment of every tool that recipes run: named variables, and nothing else.

What a tool makes is kept under a key that knows nothing of the caller's shell. So the shell's
variables (CFLAGS, KBUILD_OUTPUT, MAKEFLAGS, GOFLAGS, …) reach no tool.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

UMASK = 0o022
"""Of every tool: what a build makes can be read by another user that a guest runs as."""

_NOWHERE = "/nonexistent"
"""The home of a tool that is given no folder."""

_CONSTANT = {
    # Messages in English and ASCII. The kernel's build drops LC_ALL and heeds the others, of
    # which Python sets LC_CTYPE to C.UTF-8 where there is no locale (PEP 538).
    **{"LC_ALL": "C", "LC_CTYPE": "C", "LANG": "C"},
    "TZ": "UTC",
    # Go's command reads a file in the home, fetches tool chains and modules, and looks for a
    # workspace in the folders above, unless it is told not to.
    **{"GOENV": "off", "GOTOOLCHAIN": "local", "GOPROXY": "off", "GOWORK": "off"},
    **{"GOFLAGS": "", "CGO_ENABLED": "0"},
}

_OF_FETCHERS = ("http_proxy", "https_proxy", "ftp_proxy", "all_proxy", "no_proxy", "apt_config")
"""In small letters."""


def environment(folder: Path | None = None) -> dict[str, str]:
    """The variables of a tool.

    Args:
        folder: takes its temporary files, and is its home.
    """
    home = os.fspath(folder) if folder else _NOWHERE
    temporary = {"TMPDIR": home} if folder else {}
    return {**_CONSTANT, "PATH": search_path(), "HOME": home, **temporary}


def search_path(caller: Mapping[str, str] = os.environ) -> str:
    """The caller's `PATH`, without the entries that depend on where a tool runs."""
    entries = caller.get("PATH", os.defpath).split(os.pathsep)
    return os.pathsep.join(entry for entry in entries if entry.startswith("/"))


def of_fetchers(caller: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The caller's proxies and settings of apt, for tools that fetch."""
    return {name: value for name, value in caller.items() if name.lower() in _OF_FETCHERS}
