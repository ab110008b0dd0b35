# SPDX-License-Identifier: MIT
"""The flags of an x86 processor (Intel SDM volume 1, 3.4.3: RFLAGS)."""

from __future__ import annotations

_ALWAYS = 1 << 1
_NEVER = 1 << 3 | 1 << 5 | 1 << 15 | ~0 << 22
"""Bits that are reserved: they read as zero, whatever was loaded."""


def are_impossible(flags: int) -> bool:
    """Whether no processor can have these flags, whatever a program did."""
    return not flags & _ALWAYS or bool(flags & _NEVER)
