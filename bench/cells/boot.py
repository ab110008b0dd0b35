"""From a machine and a need to a plan, and from a plan to a guest."""

from __future__ import annotations

from pathlib import Path

from bench.definitions.machine import Machine
from bench.definitions.needs import Linux, Need
from bench.guest.guest import Guest
from bench.guest.linux import LinuxGuest
from bench.images.prepare import prepare
from bench.images.progress import SILENT, Progress
from bench.images.store import Store
from bench.qemu.accelerator import choose_accelerator
from bench.qemu.budget import Budget
from bench.qemu.plan import Plan, make_plan


def plan_for(
    machine: Machine,
    need: Need,
    *,
    root: Path,
    budget: Budget | None = None,
    progress: Progress = SILENT,
) -> Plan:
    """Build what `need` asks for, unless it is built, and plan how `machine` boots it.

    Args:
        machine: what boots.
        need: what it boots.
        root: the project's folder.
        budget: how much the guest may work.
        progress: told of each step of a build.

    Raises:
        BenchError: the machine does not boot this, a source does not build, QEMU is not
            installed.
    """
    boot = prepare(need, machine, root=root, store=Store(), progress=progress)
    accelerator = choose_accelerator(machine.architecture, machine.accelerator)
    return make_plan(machine, need, boot, accelerator=accelerator.name, budget=budget)


def boot(plan: Plan, need: Need, evidence: Path) -> Guest:
    """Start a planned guest; a Linux one comes with its agent."""
    kind = LinuxGuest if isinstance(need, Linux) else Guest
    return kind(plan, evidence)
