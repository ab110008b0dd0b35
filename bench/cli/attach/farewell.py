# SPDX-License-Identifier: MIT
"""How a guest ended that somebody talked to."""

from __future__ import annotations

import os
import re
from pathlib import Path

from bench.guest.exit import Ending
from bench.guest.guest import Guest

NO_ROOT = "it has no root file system; --initrd FILE gives it one, or root=… in --append"
"""The remark on a Linux kernel that has nothing to mount."""

_PANIC = re.compile(r"Kernel panic - not syncing: .+")


def farewell(guest: Guest, evidence: Path, *, left: bool) -> str:
    """One line on a guest that is closed.

    Raises:
        HostError, EmulatorError: QEMU ended of itself.
    """
    logs = os.path.relpath(evidence)
    ended = guest.exit
    assert ended is not None, "a closed guest has ended"
    if ended.error:
        raise type(ended.error)(ended.error.what, hint=f"see {logs}")
    how = str(ended)
    if ended.ending is Ending.KILLED:
        how = "you left" if left else "it had nothing more to say"
    if panic := _PANIC.search((evidence / f"{guest.console.name}.log").read_text(errors="replace")):
        how = f"{panic[0].strip()} ({ended.ending})"
    work = f"{guest.cpu_seconds:.1f} s of CPU time"
    return f"{guest.plan.machine} ended: {how}, after {work}; logs in {logs}"
