# SPDX-License-Identifier: MIT
"""A guest of `bench boot` that waits for gdb."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

from bench.cli.show.output import messages
from bench.definitions.need import Need
from bench.errors import BenchError
from bench.guest.guest import Guest
from bench.qemu.budget import Budget
from bench.qemu.planning.plan import Plan


def check(need: Need) -> None:
    """Refuse what a gdb cannot hold before it begins.

    Raises:
        BenchError: it is Linux, which goes on from where it was frozen.
    """
    if need.has_agent:
        raise BenchError("gdb is for kernels, not for Linux", hint="leave --gdb out")


def held(plan: Plan, evidence: Path, budget: Budget) -> Guest:
    """Start a guest that a gdb lets go, and say how to call that."""
    # Relative: the path of a socket has room for no more than 107 bytes.
    path = Path(os.path.relpath(evidence / "gdb"))
    guest = Guest.held(plan, evidence, path, budget)
    kernel = shlex.quote(str(plan.boot.symbols or plan.files.get(plan.descriptors.kernel) or ""))
    how = f"waits for: gdb {kernel} -ex 'target remote {path}'"
    messages().print(how, style="dim", soft_wrap=True)
    return guest
