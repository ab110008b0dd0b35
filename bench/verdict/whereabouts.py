# SPDX-License-Identifier: MIT
"""In which functions of a kernel its processors are."""

from __future__ import annotations

from pathlib import Path

from bench.errors import BenchError
from bench.guest.guest import Guest
from bench.structs.elf import code_of
from bench.structs.registers import parse_registers

_SHIM = "shim"
"""The names of the shim's functions in which processors of Go kernels wait and serve."""

_LOOKS = 20


def last_registers(guest: Guest) -> str:
    """The processors' registers, as QEMU prints them, where one is at the kernel's work.

    QEMU's monitor is served when a processor takes an interrupt: so of a kernel that spins it
    sees the shim's tick more often than not. Between two looks the kernel goes on.

    Raises:
        EmulatorError: the guest has ended.
    """
    symbols = guest.plan.boot.symbols
    text = guest.human_monitor("info registers -a")
    for _ in range(_LOOKS):
        if not symbols or functions(text, symbols) != [_SHIM]:
            break
        text = guest.human_monitor("info registers -a")
    return text


def functions(registers: str, symbols: Path) -> list[str]:
    """The functions in which processors were that did not wait for an interrupt.

    The shim is among them only if all were there. Nothing is known of a file without symbols.

    Args:
        registers: as QEMU prints them.
        symbols: the kernel's file.
    """
    try:
        code = code_of(symbols)
    except BenchError:  # a place without a name says nothing
        return []
    counters = [cpu.place for cpu in parse_registers(registers) if not cpu.halted]
    found = [code.at(counter) for counter in counters if counter is not None]
    names = dict.fromkeys(function.name for function, _ in filter(None, found))
    if len(names) > 1:
        names.pop(_SHIM, None)
    return [*names]
