# SPDX-License-Identifier: MIT
"""From a machine and a need to a plan, and from a plan to a guest."""

from __future__ import annotations

from pathlib import Path

from bench.cells.running.planner import Planner
from bench.definitions.machine import Machine
from bench.definitions.need import Need
from bench.definitions.needs.linux import Linux
from bench.guest.guest import Guest
from bench.images.tools.progress import SILENT, Progress
from bench.qemu.budget import DEFAULT, Budget
from bench.qemu.planning.plan import Plan
from bench.templates.moment import Moment
from bench.templates.phases import Phases
from bench.templates.start import BOOTED, MOMENTLESS, QUICKEST, Start, Started, StartPolicy


def plan_for(
    machine: Machine,
    need: Need,
    *,
    root: Path,
    progress: Progress = SILENT,
) -> Plan:
    """`Planner.plan`, for who has one thing to plan."""
    return Planner(root, progress).plan(machine, need)


def boot(plan: Plan, need: Need, evidence: Path, budget: Budget = DEFAULT) -> Guest:
    """Start a planned guest: a Linux one is where its test would start."""
    guest, _ = start_guest(plan, need, evidence, Phases(), StartPolicy(budget=budget))
    return guest


def start_guest(
    plan: Plan,
    need: Need,
    evidence: Path,
    phases: Phases,
    policy: StartPolicy = QUICKEST,
) -> tuple[Guest, Started]:
    """Start a planned guest the quickest way that there is.

    Args:
        plan: how it starts.
        need: what the test asked for.
        evidence: the folder for its logs.
        phases: told what took how long.
        policy: what it may work, and what it may save of a boot.

    Raises:
        BenchError: a milestone cannot be reached.
        NotSeen, BudgetSpent: the guest ended or hung on its way.
        HostError, EmulatorError: it could not be started.
    """
    if isinstance(need, Linux):
        linux, started = Start(plan, need, evidence, phases, policy).start()
        linux.allow(policy.budget)
        return linux, started
    if plan.boot.freeze:
        guest, started = Moment(plan, evidence, phases, policy).start()
        guest.allow(policy.budget)
        return guest, started
    with phases("start"):
        how = BOOTED if need.declared else MOMENTLESS
        return Guest(plan, evidence, budget=policy.budget), how
