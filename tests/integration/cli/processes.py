# SPDX-License-Identifier: MIT
"""The command as a process, and the guests that it starts."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from contextlib import suppress
from pathlib import Path


def command(*arguments: str | Path) -> list[str]:
    """The command as a process of its own."""
    return [sys.executable, "-m", "bench.cli.main", *map(str, arguments)]


def piped(*arguments: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Runs the command to its end, between pipes."""
    return subprocess.run(
        command(*arguments), input=stdin, capture_output=True, text=True, check=False
    )


def emulators(kernel: Path) -> list[int]:
    """Processes that boot a kernel."""
    return [
        int(folder.name)
        for folder in Path("/proc").iterdir()
        if folder.name.isdigit() and _boots(folder, kernel)
    ]


def all_gone(kernel: Path, patience: float = 600) -> bool:
    """Whether those that boot a kernel have ended, or end now that their parent has."""
    for pid in emulators(kernel):
        with suppress(ProcessLookupError):
            process = os.pidfd_open(pid)
            ended, _, _ = select.select([process], [], [], patience)
            os.close(process)
            if not ended:
                return False
    return True


def _boots(process: Path, kernel: Path) -> bool:
    try:
        words = (process / "cmdline").read_bytes().split(b"\0")
        inherited = [file.readlink() for file in (process / "fd").iterdir()]
    except OSError:  # it has just ended
        return False
    return words[0].startswith(b"qemu-system-") and kernel in inherited
