# SPDX-License-Identifier: MIT
"""A plan as text: a command line for a shell, and all else in comments above it."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import asdict
from operator import itemgetter

from rich.text import Text

from bench.definitions.prepared import FromCd, FromDisk
from bench.qemu.budget import DEFAULT, Budget
from bench.qemu.planning.memory_layout import WINDOW_SIZE
from bench.qemu.planning.plan import Plan

Fact = tuple[str, str]

_FILES = {
    "kernel": "kernel",
    "initrd": "initrd",
    "symbols": "symbols",
    "device_tree": "tree",
    "firmware": "firmware",
    "cdrom": "CD",
    "flash": "flash",
}
"""Labels of a plan's files."""

_MEDIA = {FromDisk: "boot disk", FromCd: "boot CD"}


def plan_text(plan: Plan, budget: Budget = DEFAULT) -> Text:
    """The whole of a plan; two that are equal give equal texts."""
    text = Text()
    for label, value in _facts(plan, budget):
        text.append(f"# {label:10}", "dim").append(f"{value}\n")
    program, *options = _option_lines(plan.argv)
    text.append(program, "bold")
    for option in options:
        name, _, value = option.partition(" ")
        text.append(" \\\n  ").append(name, "cyan").append(f" {value}" if value else "")
    return text


def _facts(plan: Plan, budget: Budget) -> Iterator[Fact]:
    boot = plan.boot
    yield "machine", plan.machine
    for name, label in _FILES.items():
        if path := getattr(boot, name, None):
            yield label, str(path)
    if isinstance(boot, FromDisk | FromCd):
        yield _MEDIA[type(boot)], str(boot.image)
    for disk in boot.writable:
        yield "disk", f"{disk.file} ({disk.format}, written to in memory)"
    start = plan.memory.start
    where = "" if start is None else f" from {start:#x}"
    yield "RAM", f"{plan.memory.size >> 20} MiB{where}"
    if plan.memory.window:
        yield "window", f"{WINDOW_SIZE >> 20} MiB from {plan.memory.window:#x}"
    if screen := plan.screen:
        yield "screen", f"{screen.kind} at {screen.at:#x}, {screen.columns}x{screen.rows}"
    yield "exit", ", ".join(plan.exits) or "none"
    yield "budget", f"{budget.cpu:g} s of CPU time, {budget.idle:g} s of idleness"
    numbers = asdict(plan.descriptors)
    several = numbers.pop("consoles")
    for name in [name for name, value in numbers.items() if isinstance(value, tuple)]:
        several |= {f"{name}{count}": number for count, number in enumerate(numbers.pop(name))}
    inherited = sorted((several | numbers).items(), key=itemgetter(1))
    yield "inherits", ", ".join(f"{number} {name}" for name, number in inherited)


def _option_lines(argv: tuple[str, ...]) -> list[str]:
    """The program, then each option with its value, quoted for a shell."""
    program, *words = map(shlex.quote, argv)
    lines = [program]
    for word in words:
        if word.startswith("-"):
            lines.append(word)
        else:
            lines[-1] += f" {word}"
    return lines
