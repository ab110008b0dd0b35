# SPDX-License-Identifier: MIT
"""A declarative test bench for emulated hardware.

What a test's source needs: `Test`, `AsyncTest`, `Boot`, `Dos`, `Go`, `Linux`, `Multiboot`,
`Budget`, `claim`.
Imported when first used, so that a command that runs no test does not load what a test needs.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bench.cells.needs import Boot, Dos, Go, GoTest, Linux, Multiboot
    from bench.cells.test import AsyncTest, Test, claim, points
    from bench.errors import BenchError, EmulatorError, HostError
    from bench.guest.console.console import NotSeen
    from bench.guest.exit import Ending, Exit
    from bench.guest.linux.linux import Completed
    from bench.qemu.activity import BudgetSpent
    from bench.qemu.budget import Budget
    from bench.screen.text_cell import Colour
    from bench.screen.text_screen import Screen
    from bench.structs.records.record import Check, Ready, Value

_HOMES = {
    "AsyncTest": "bench.cells.test",
    "BenchError": "bench.errors",
    "Boot": "bench.cells.needs",
    "Budget": "bench.qemu.budget",
    "BudgetSpent": "bench.qemu.activity",
    "Check": "bench.structs.records.record",
    "Colour": "bench.screen.text_cell",
    "Completed": "bench.guest.linux.linux",
    "Dos": "bench.cells.needs",
    "EmulatorError": "bench.errors",
    "Ending": "bench.guest.exit",
    "Exit": "bench.guest.exit",
    "Go": "bench.cells.needs",
    "GoTest": "bench.cells.needs",
    "HostError": "bench.errors",
    "Linux": "bench.cells.needs",
    "Multiboot": "bench.cells.needs",
    "NotSeen": "bench.guest.console.console",
    "Ready": "bench.structs.records.record",
    "Screen": "bench.screen.text_screen",
    "Test": "bench.cells.test",
    "Value": "bench.structs.records.record",
    "claim": "bench.cells.test",
    "points": "bench.cells.test",
}

__all__ = [
    "AsyncTest",
    "BenchError",
    "Boot",
    "Budget",
    "BudgetSpent",
    "Check",
    "Colour",
    "Completed",
    "Dos",
    "EmulatorError",
    "Ending",
    "Exit",
    "Go",
    "GoTest",
    "HostError",
    "Linux",
    "Multiboot",
    "NotSeen",
    "Ready",
    "Screen",
    "Test",
    "Value",
    "claim",
    "points",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'bench' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
