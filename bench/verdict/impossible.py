# SPDX-License-Identifier: MIT
"""Tells a crash that QEMU caused from one that its guest caused."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from bench.structs.x86_flags import are_impossible
from bench.verdict.outcome import Fault, Outcome, Verdict

_FLAGS = re.compile(r"\bRSP: 00(?:18|00):[0-9a-f]{16} EFLAGS: (?P<flags>[0-9a-f]{8})\b")
"""As the processor pushed them in the kernel, whose stack segment is 0018 or none."""


def blame_emulator(verdict: Verdict, folder: Path) -> Verdict:
    """A verdict on a guest that crashed in a state that no processor can be in: not its fault.

    QEMU keeps the flags as what they follow from; where it takes the wrong operands, they have bits
    that no program can set. What comes of them (strings that are copied backwards, single steps)
    crashes a guest anywhere.

    Args:
        verdict: what the test came to.
        folder: the cell's evidence.
    """
    flags = next(filter(are_impossible, _crashes(folder)), None) if _is_payloads(verdict) else None
    if flags is None:
        return verdict
    reason = f"QEMU left the guest with flags that no processor has, {flags:#x}: {verdict.reason}"
    return replace(verdict, outcome=Outcome.ERROR, fault=Fault.EMULATOR, reason=reason)


def _is_payloads(verdict: Verdict) -> bool:
    return verdict.red and verdict.fault is Fault.PAYLOAD


def _crashes(folder: Path) -> list[int]:
    """The flags in each of a guest's dumps of its registers."""
    logs = [log.read_bytes().decode(errors="replace") for log in sorted(folder.glob("*.log"))]
    return [int(found["flags"], 16) for log in logs for found in _FLAGS.finditer(log)]
