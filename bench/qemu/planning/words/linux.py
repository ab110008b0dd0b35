# SPDX-License-Identifier: MIT
"""Linux systems."""

from __future__ import annotations

from bench.definitions.machine import Machine
from bench.definitions.needs.linux import Linux
from bench.qemu.planning.memory_layout import Memory
from bench.qemu.planning.serial_lines import linux_consoles, linux_terminals, linux_words


def words(machine: Machine, need: Linux, memory: Memory) -> list[str]:
    """Which serial lines are consoles, which is the agent's, and which memory is the bench's."""
    del need  # says nothing of the machine
    *_, control = linux_terminals(machine).values()
    lines = [*linux_consoles(machine), f"bench.control={control}"]
    return [*lines, *linux_words(machine), *memory.words]
