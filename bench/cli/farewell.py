"""How a guest ended that somebody talked to."""

from __future__ import annotations

import os
from pathlib import Path

from bench.guest.exit import Ending
from bench.guest.guest import Guest


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
    work = f"{guest.cpu_seconds:.1f} s of CPU time"
    return f"{guest.plan.machine} ended: {how}, after {work}; logs in {logs}"
