# SPDX-License-Identifier: MIT
"""The resources that a process and all its descendants use."""

from __future__ import annotations

import os
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_STATE, _PARENT, _TIMES = 0, 1, slice(11, 15)  # fields of proc_pid_stat(5) behind the name


@dataclass(frozen=True)
class Tree:
    """A process and its descendants.

    Attributes:
        cpu: CPU seconds that they and those that ended before them have used.
        processes: how many they are.
        awake: whether one of them runs, or waits for a disk.
    """

    cpu: float
    processes: int
    awake: bool


def usage(root: int) -> Tree:
    """CPU seconds and number of a process and its descendants; zeros if it has ended."""
    every = _every_process()
    children = defaultdict(list)
    for number, fields in every.items():
        children[int(fields[_PARENT])].append(number)
    tree, found = [root], []
    while tree:
        number = tree.pop()
        if number in every:
            found.append(every[number])
            tree += children[number]
    ticks = sum(int(time) for fields in found for time in fields[_TIMES])
    awake = any(fields[_STATE] in "RD" for fields in found)
    return Tree(ticks / _TICKS, len(found), awake)


def _every_process() -> dict[int, list[str]]:
    every = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with suppress(OSError):  # it has ended meanwhile
                _, _, rest = (folder / "stat").read_text(errors="replace").rpartition(")")
                every[int(folder.name)] = rest.split()
    return every
