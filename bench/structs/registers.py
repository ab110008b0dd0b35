# SPDX-License-Identifier: MIT
"""The registers of a guest's CPUs, as `info registers -a` of QEMU's human monitor prints them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_CPU = re.compile(r"^CPU#(\d+)", re.MULTILINE)
_VALUE = re.compile(r"\b([A-Z][A-Z0-9]{1,3}) ?=([0-9a-f]{4,16})\b")
"""`EIP=0017e931`, `CR2=00000000`, `ES =0010 …`, of which the selector is taken."""

_HALTED = "HLT=1"
_FLAGS = re.compile(r"\b[ER]FL=([0-9a-f]{8})\b")
_IF = 1 << 9
"""The interrupt flag (Intel SDM volume 1, 3.4.3)."""

_PLACES = ("RIP", "EIP", "PC")
"""Names of the program counter: x86 in its two sizes, arm64."""
_STACKS = ("RSP", "ESP", "SP")
_FAULTS = ("CR2",)
"""Where the last page fault was (Intel SDM volume 3, 2.5)."""


@dataclass(frozen=True)
class Registers:
    """One CPU's.

    Attributes:
        cpu: its number.
        values: by QEMU's names of them.
        halted: whether it waits for an interrupt, where QEMU says so, which is on x86.
        deaf: whether it takes none but those that cannot be masked, on x86.
    """

    cpu: int
    values: Mapping[str, int]
    halted: bool = False
    deaf: bool = False

    @property
    def place(self) -> int | None:
        """The address of the instruction that is next, or was at fault; None if unknown."""
        return next((self.values[name] for name in _PLACES if name in self.values), None)

    def __str__(self) -> str:
        """The registers that tell most of a fault: `EIP=0x17e931 ESP=0x215f14 CR2=0x0`."""
        wanted = [name for name in (*_PLACES, *_STACKS, *_FAULTS) if name in self.values]
        return " ".join(f"{name}={self.values[name]:#x}" for name in wanted)


def parse_registers(text: str) -> tuple[Registers, ...]:
    """All CPUs' registers, in the order of the CPUs."""
    _, *parts = _CPU.split(text)
    numbers, values = parts[::2], parts[1::2]
    return tuple(
        Registers(int(number), _values(part), _HALTED in part, _is_deaf(part))
        for number, part in zip(numbers, values, strict=True)
    )


def _is_deaf(text: str) -> bool:
    flags = _FLAGS.search(text)
    return flags is not None and not int(flags[1], 16) & _IF


def _values(text: str) -> dict[str, int]:
    return {found[1]: int(found[2], 16) for found in _VALUE.finditer(text)}
