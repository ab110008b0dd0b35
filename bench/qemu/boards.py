# SPDX-License-Identifier: MIT
"""The boards that the QEMU of an architecture has."""

from __future__ import annotations

import subprocess
from functools import lru_cache

from bench.definitions.machine import Machine
from bench.definitions.wording import suggest
from bench.errors import BenchError
from bench.qemu.accelerator import emulator


@lru_cache
def boards(architecture: str) -> tuple[str, ...]:
    """The names of machine types, versions and all, as the QEMU that is installed lists them.

    Raises:
        HostError: QEMU is not installed.
    """
    listed = subprocess.run(
        [emulator(architecture), "-machine", "help"], capture_output=True, text=True, check=False
    )
    lines = listed.stdout.splitlines()[1:]
    return tuple(line.split()[0] for line in lines if line.strip())


def check_board(machine: Machine) -> None:
    """Look whether the QEMU that is installed has the board of a machine.

    Raises:
        BenchError: it has not.
        HostError: QEMU is not installed.
    """
    there = boards(machine.architecture)
    if machine.board not in there:
        raise BenchError(
            f"board: QEMU for {machine.architecture} has no {machine.board}",
            hint=suggest(machine.board, there),
        )
