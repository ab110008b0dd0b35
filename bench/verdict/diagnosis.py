# SPDX-License-Identifier: MIT
"""The diagnosis of a red cell, by its evidence: the guest's own complaint, or its place."""

from __future__ import annotations

import json
from pathlib import Path

from bench.guest.complaint import complaint
from bench.guest.exit import Ending
from bench.guest.linux.hang import HANG
from bench.verdict.whereabouts import functions


def diagnosis(folder: Path) -> str:
    """One line: the first trouble that the guest told of, else where its processors were.

    Args:
        folder: the evidence of a guest that has ended, or never started.
    """
    try:
        return _diagnosis(folder)
    except (OSError, ValueError, KeyError):  # not all of the evidence could be written
        return ""


def _diagnosis(folder: Path) -> str:
    hang = folder / HANG
    if hang.is_file():
        return hang.read_text(encoding="utf-8").strip()
    for log in sorted(folder.glob("*.log")):
        if said := complaint(log.read_bytes().decode(errors="replace")):
            return said
    if fault := _triple_fault(folder / "exit.json"):
        return fault
    registers = folder / "registers.txt"
    symbols = _symbols(folder) if registers.is_file() else None
    names = functions(registers.read_text(encoding="utf-8"), symbols) if symbols else []
    return f"it was in {' and '.join(names)}" if names else ""


def _triple_fault(ended: Path) -> str:
    """Where the processor gave up, if it did."""
    end = json.loads(ended.read_text(encoding="utf-8")) if ended.is_file() else {}
    if end.get("ending") != Ending.TRIPLE_FAULT:
        return ""
    return f"triple fault: {end['places']}" if end["places"] else "triple fault"


def _symbols(folder: Path) -> Path | None:
    """The kernel's file with its symbols."""
    path = json.loads((folder / "plan.json").read_text(encoding="utf-8"))["boot"]["symbols"]
    return Path(path) if path else None
