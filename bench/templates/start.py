# SPDX-License-Identifier: MIT
"""Starts a Linux guest: from the pool, as a clone, or by booting it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from bench.definitions.needs.linux import Linux
from bench.guest.blame import to_its_start
from bench.guest.linux.identity import Identity
from bench.guest.linux.linux import LinuxGuest
from bench.qemu.budget import DEFAULT, Budget
from bench.qemu.emulator import Emulator
from bench.qemu.planning.plan import Plan
from bench.templates.chain import Chain
from bench.templates.clone import adopt, clone
from bench.templates.customer import Customer
from bench.templates.freeze import CannotFreeze
from bench.templates.milestone import milestones
from bench.templates.phases import Phases
from bench.templates.place import NoRoom
from bench.templates.shelf import Shelf
from bench.templates.template import Template
from bench.templates.unknowable import why_unknowable


class Way(StrEnum):
    """How a guest came to be where its test starts."""

    COLD = "cold"
    """It booted."""
    CLONE = "clone"
    """It is a template's clone, as it was frozen."""
    POOL = "pool"
    """It is a clone that waited, and had run something before."""


@dataclass(frozen=True)
class Started:
    """How a guest was started.

    Attributes:
        way: which way.
        because: why it did not take a quicker one; empty if it took the quickest.
        template: the key of the template that it is a clone of.
    """

    way: Way
    because: str = ""
    template: str | None = None

    def to_json(self) -> dict[str, Any]:
        """As plain data, as `start.json` holds it."""
        return {"way": str(self.way), "because": self.because, "template": self.template}


BOOTED = Started(Way.COLD, "its kind boots as fast as a clone starts")
MOMENTLESS = Started(Way.COLD, "nothing names a moment to go on from: freeze")


@dataclass(frozen=True)
class StartPolicy:
    """The policy for the start of a guest; all but the budget concerns those of Linux.

    Attributes:
        cold: whether every guest is to boot.
        pool: where clones wait; None where none do.
        cell: the cell's name, for the pool.
        budget: how much the guest may work in its test; each step before has a budget of its own.
    """

    cold: bool = False
    pool: Customer | None = None
    cell: str = ""
    budget: Budget = DEFAULT


QUICKEST = StartPolicy()
"""A clone, where there is a template, or can be one."""


@dataclass(frozen=True)
class Start:
    """The start of one Linux guest.

    Attributes:
        plan: how it starts.
        need: what it is to have behind it before its test starts.
        evidence: the folder for its logs.
        phases: told what took how long.
        policy: what it may save of a boot.
    """

    plan: Plan
    need: Linux
    evidence: Path
    phases: Phases = field(default_factory=Phases)
    policy: StartPolicy = QUICKEST

    def start(self) -> tuple[LinuxGuest, Started]:
        """Start the guest, the quickest way that there is, and bring it to its test.

        Raises:
            BenchError: a milestone cannot be reached.
            NotSeen, BudgetSpent: the guest ended or hung on its way.
            HostError, EmulatorError: it could not be started.
        """
        if because := self._why_cold():
            return self._cold(because)
        try:
            steps = milestones(self.need, self.plan.boot)
            chain = Chain(self.plan, steps, Shelf(), self.evidence)
            with self.phases("template"):
                shelved = chain.open()
        except (CannotFreeze, NoRoom) as error:
            return self._cold(str(error))
        with shelved:
            template = Template.from_json(shelved.content)
            if waiting := self._ask_pool(chain.key):
                guest = adopt(self.plan, template, waiting, self.evidence, self.phases)
                return guest, Started(Way.POOL, template=chain.key)
            guest = clone(self.plan, template, shelved.files, self.evidence, self.phases)
        pristine = self.need.start == "pristine"
        because = "the test asks for a pristine clone" if pristine else "none waited"
        return guest, Started(Way.CLONE, because, chain.key)

    def _why_cold(self) -> str:
        if self.need.start == "cold":
            return "the test asks for it"
        if self.need.reset == "again":
            return "a clone has no kernel that it could start anew after a reset"
        if self.policy.cold:
            return "every guest is to boot"
        return why_unknowable(self.plan.further, len(self.plan.descriptors.empty))

    def _ask_pool(self, key: str) -> Emulator | None:
        pool = self.policy.pool
        return pool.ask(self.policy.cell, key) if pool and self.need.start == "warm" else None

    def _cold(self, because: str) -> tuple[LinuxGuest, Started]:
        with self.phases("start"):
            guest = LinuxGuest(self.plan, self.evidence)
        try:
            with to_its_start(guest):
                self._bring_to_its_test(guest)
        except BaseException:
            guest.close()
            raise
        return guest, Started(Way.COLD, because)

    def _bring_to_its_test(self, guest: LinuxGuest) -> None:
        with self.phases("reply"):
            _ = guest.release
        with self.phases("milestones"):
            for step in milestones(self.need, self.plan.boot):
                step.reach(guest)
            # As what is cloned: in this order, and to the same effect.
            guest.prepare_to_freeze()
            guest.wake(Identity.new(self.plan.machine))
            for console in guest.consoles.values():
                console.rewind()
