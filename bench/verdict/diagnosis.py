"""What a red cell's evidence tells of its guest: the trouble it told of, or where it was."""

from __future__ import annotations

import json
import re
from pathlib import Path

from bench.errors import BenchError
from bench.guest.complaint import complaint
from bench.guest.hang import HANG
from bench.structs.elf import function_at

# `info registers` of QEMU's monitor, target/*/cpu-dump.c and target/arm/cpu.c.
_COUNTER = re.compile(r"\b(?:RIP|EIP|PC)=(?P<address>[0-9a-f]+)")
_HALTED = "HLT=1"

_SHIM = "emubench/kernels/boot"
"""How the names begin that the shim of Go kernels has, where its processors wait and serve."""


def diagnosis(folder: Path) -> str:
    """One line: the first trouble that the guest told of, else where its processors were.

    Args:
        folder: the evidence of a guest that has ended, or never started.
    """
    hang = folder / HANG
    if hang.is_file():
        return hang.read_text().strip()
    for log in sorted(folder.glob("*.log")):
        if said := complaint(log.read_bytes().decode(errors="replace")):
            return said
    registers = folder / "registers.txt"
    return _whereabouts(registers.read_text(), _symbols(folder)) if registers.is_file() else ""


def _symbols(folder: Path) -> Path | None:
    """The kernel's file with its symbols."""
    path = json.loads((folder / "plan.json").read_text())["boot"]["symbols"]
    return Path(path) if path else None


def _whereabouts(registers: str, symbols: Path | None) -> str:
    """In which functions of a kernel its processors were that did not wait for an interrupt."""
    running = [cpu for cpu in registers.split("CPU#")[1:] if _HALTED not in cpu]
    counters = [found["address"] for cpu in running if (found := _COUNTER.search(cpu))]
    names = [_function(int(counter, 16), symbols) for counter in counters] if symbols else []
    places = dict.fromkeys(name for name in names if name and not name.startswith(_SHIM))
    if not places and any(names):
        return "it was in the shim"
    return f"it was in {' and '.join(places)}" if places else ""


def _function(address: int, symbols: Path) -> str:
    try:
        return function_at(symbols, address)
    except BenchError:
        return ""
