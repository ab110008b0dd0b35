# SPDX-License-Identifier: MIT
"""The kinds of guests: each module here is one, and defines its need."""

from __future__ import annotations

from bench.definitions.need import Need
from bench.definitions.registry import modules_of, part

_KINDS = (part(__name__, module, Need) for module in modules_of(__name__))

NEEDS: dict[str, type[Need]] = {need.__name__: need for need in _KINDS}
"""Every kind's need, by the name under which tests write it."""

BOOTS = tuple(dict.fromkeys(need.boots for need in NEEDS.values() if need.declared))
"""The values for `boots` of a machine."""


def how_to_write() -> str:
    """A hint: every need, as a test may write it."""
    ours_first = sorted(NEEDS.items(), key=lambda named: not named[1].declared)
    *most, last = (need.written or f"bench.{name}(…)" for name, need in ours_first)
    return f"write {', '.join(most)} or {last}"
