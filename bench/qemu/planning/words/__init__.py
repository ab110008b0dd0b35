# SPDX-License-Identifier: MIT
"""Tells a kernel of its machine, by words on its command line.

Each module here does that for one kind of guests, by its function `words`. A kind whose guests are
told nothing has none.
"""

from __future__ import annotations

from importlib import import_module

from bench.definitions.machine import Machine
from bench.definitions.need import Need
from bench.definitions.registry import modules_of
from bench.qemu.planning.memory_layout import Memory


def words(machine: Machine, need: Need, memory: Memory) -> list[str]:
    """The words by which a kernel learns of its machine's consoles, screen and memory."""
    if need.kind not in modules_of(__name__):
        return []
    return list(import_module(f"{__name__}.{need.kind}").words(machine, need, memory))
