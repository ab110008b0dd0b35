# SPDX-License-Identifier: MIT
"""A declarative test bench for emulated hardware.

What a test's source needs: `Test`, `AsyncTest`, `Boot`, `Dos`, `Go`, `Linux`, `Multiboot`,
`Budget`, `each`, `row`, `claim`, `points`.
Imported when first used, so that a command that runs no test does not load what a test needs.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    # For type checkers, to which a kind that is not named here is `Any`.
    from bench.cells.kinds.boot import Boot
    from bench.cells.kinds.dos import Dos
    from bench.cells.kinds.go import Go
    from bench.cells.kinds.go_test import GoTest
    from bench.cells.kinds.image import Image
    from bench.cells.kinds.linux import Linux
    from bench.cells.kinds.multiboot import Multiboot
    from bench.cells.row import row
    from bench.cells.test import AsyncTest, Test, claim, each, points
    from bench.definitions.images.passes import Passes
    from bench.errors import BenchError, EmulatorError, HostError
    from bench.guest.console.console import NotSeen
    from bench.guest.exit import Ending, Exit
    from bench.guest.linux.linux import Completed
    from bench.qemu.activity import BudgetSpent
    from bench.qemu.budget import Budget
    from bench.screen.font import Font
    from bench.screen.picture import Picture
    from bench.screen.text_cell import Colour
    from bench.screen.text_screen import Screen
    from bench.structs.records.record import Check, Ready, Value

_HOMES = {
    "AsyncTest": "bench.cells.test",
    "BenchError": "bench.errors",
    "Budget": "bench.qemu.budget",
    "BudgetSpent": "bench.qemu.activity",
    "Check": "bench.structs.records.record",
    "Colour": "bench.screen.text_cell",
    "Completed": "bench.guest.linux.linux",
    "EmulatorError": "bench.errors",
    "Ending": "bench.guest.exit",
    "Exit": "bench.guest.exit",
    "Font": "bench.screen.font",
    "HostError": "bench.errors",
    "NotSeen": "bench.guest.console.console",
    "Passes": "bench.definitions.images.passes",
    "Picture": "bench.screen.picture",
    "Ready": "bench.structs.records.record",
    "Screen": "bench.screen.text_screen",
    "Test": "bench.cells.test",
    "Value": "bench.structs.records.record",
    "claim": "bench.cells.test",
    "each": "bench.cells.test",
    "points": "bench.cells.test",
    "row": "bench.cells.row",
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
    "Font",
    "Go",
    "GoTest",
    "HostError",
    "Image",
    "Linux",
    "Multiboot",
    "NotSeen",
    "Passes",
    "Picture",
    "Ready",
    "Screen",
    "Test",
    "Value",
    "claim",
    "each",
    "points",
    "row",
]


def __getattr__(name: str) -> Any:
    return getattr(import_module(_home(name)), name)


def _home(name: str) -> str:
    """The module that defines a name: each kind of guest has one of its own."""
    if name in _HOMES:
        return _HOMES[name]
    needs = import_module("bench.definitions.needs").NEEDS
    if name in needs:
        return f"bench.cells.kinds.{needs[name].kind}"
    raise AttributeError(f"module 'bench' has no attribute {name!r}")
