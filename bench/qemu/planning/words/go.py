# SPDX-License-Identifier: MIT
"""Bare-metal Go kernels."""

from __future__ import annotations

from bench.definitions.machine import Machine
from bench.definitions.needs.go import Go
from bench.definitions.needs.go_test import GoTest
from bench.qemu.planning.memory_layout import Memory


def words(machine: Machine, need: Go | GoTest, _: Memory) -> list[str]:
    """The program's own, and where the screen is: flags end at the first other word."""
    screen = machine.screen
    where = [f"screen={screen.at:#x},{screen.columns}x{screen.rows}"] if screen else []
    return [*need.words, *where]
