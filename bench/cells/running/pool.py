# SPDX-License-Identifier: MIT
"""The pool of a run: clones that wait for its cells."""

from __future__ import annotations

import os
from collections.abc import Sequence

from bench.cells.running.planner import Planner
from bench.definitions.needs.linux import Linux
from bench.errors import BenchError
from bench.qemu.planning.plan import Plan
from bench.templates.customer import Customer
from bench.templates.unknowable import why_unknowable

_MOST = 4
"""Clones that wait, at most: more than a small host can warm up meanwhile."""


def open_pool(names: Sequence[str], planner: Planner, *, workers: int) -> Customer | None:
    """Start a pool for the cells of a run, as a child of this process, which has one thread.

    This process and those that it forks will take clones from it. It works while they do, so
    there is none unless the host has a CPU that they leave idle.

    Args:
        names: of the cells, in the order in which they will run.
        planner: knows the project.
        workers: how many cells run at a time.

    Returns:
        The way to the pool; None if there is none.
    """
    ahead = min(_MOST, len(os.sched_getaffinity(0)) - workers)
    if ahead <= 0:
        return None
    takers = [name for name in names if _takes(name, planner)]
    if not takers:
        return None

    def look_up(name: str) -> tuple[Plan, Linux]:
        cell = planner.cell(name)
        assert isinstance(cell.need, Linux), "no other cell is a taker"
        return planner.plan(planner.machine(cell.machine), cell.need), cell.need

    return Customer.fork_pool(takers, look_up, ahead)


def _takes(name: str, planner: Planner) -> bool:
    try:
        cell = planner.cell(name)
        machine = planner.machine(cell.machine)
    except BenchError:  # its verdict tells
        return False
    need = cell.need
    warm = isinstance(need, Linux) and need.start == "warm" and need.reset == "end"
    return warm and not why_unknowable(machine.raw_qemu_options, machine.empty_drives)
