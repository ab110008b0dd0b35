# SPDX-License-Identifier: MIT
"""Starts a guest that somebody brought at the moment that its image names: `freeze: "Shell> "`.

It has no agent. So it is frozen as soon as its first serial line has said that, at work or not, and
that a clone is one is QEMU's word alone.
"""

from __future__ import annotations

import os
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from bench.definitions.prepared import FromKernel
from bench.guest.blame import to_its_start
from bench.guest.guest import Guest
from bench.qemu.emulator import boot
from bench.qemu.planning.plan import Plan
from bench.templates.chain import files_of_its_own, logs_in, obtain
from bench.templates.clone import await_restored, copied, restored
from bench.templates.freeze import CannotFreeze, freeze
from bench.templates.key import keys
from bench.templates.milestone import Milestone
from bench.templates.phases import Phases
from bench.templates.place import NoRoom
from bench.templates.shelf import Shelf, Shelved
from bench.templates.start import QUICKEST, Started, StartPolicy, Way
from bench.templates.template import RAM, Template
from bench.templates.unknowable import why_unknowable


@dataclass(frozen=True)
class Moment:
    """The start of one guest at a moment of its own.

    Attributes:
        plan: how it boots; its `boot.freeze` names the moment.
        evidence: the folder for its logs.
        phases: told what took how long.
        policy: what it may save of a boot; its budget holds for the way to the moment.
    """

    plan: Plan
    evidence: Path
    phases: Phases = field(default_factory=Phases)
    policy: StartPolicy = QUICKEST

    def start(self) -> tuple[Guest, Started]:
        """Start the guest, the quickest way that there is. It has all that it said yet to be read.

        Raises:
            NotSeen, BudgetSpent: it ended or hung before that moment.
            HostError, EmulatorError: it could not be started.
        """
        if because := self._why_cold():
            return self._cold(because)
        try:
            with self.phases("template"):
                shelved = obtain(Shelf(), self._key, self._make)
        except (CannotFreeze, NoRoom) as error:
            return self._cold(str(error))
        with shelved:
            return self._clone(shelved), Started(Way.CLONE, template=self._key)

    @cached_property
    def _key(self) -> str:
        return keys(self.plan, [Milestone(self._title, until=self.plan.boot.freeze)])[-1]

    @property
    def _title(self) -> str:
        return f'"{self.plan.boot.freeze}" on the console'

    def _why_cold(self) -> str:
        plan = self.plan
        if self.policy.cold:
            return "every guest is to boot"
        if plan.outlives_reset and isinstance(plan.boot, FromKernel):
            return "a clone has no kernel that it could start anew after a reset"
        return why_unknowable(plan.further, len(plan.descriptors.empty))

    def _cold(self, because: str) -> tuple[Guest, Started]:
        with self.phases("start"):
            guest = Guest(self.plan, self.evidence, budget=self.policy.budget)
        try:
            with self.phases("milestones"):
                self._await(guest)
        except BaseException:
            guest.close()
            raise
        guest.console.rewind()
        return guest, Started(Way.COLD, because)

    def _await(self, guest: Guest) -> None:
        with to_its_start(guest):
            guest.console.expect(self.plan.boot.freeze)

    def _make(self, folder: Path) -> None:
        with ExitStack() as closing:
            logs = closing.enter_context(logs_in(folder, self.evidence))
            files = files_of_its_own(self.plan, folder, closing)
            emulator = boot(self.plan, logs / "qemu.log", files)
            budget = self.policy.budget
            guest = closing.enter_context(Guest(self.plan, logs, emulator, budget=budget))
            self._await(guest)
            scheme = freeze(guest, folder)
            Template(
                title=f"{self.plan.machine}, {self._title}",
                machine=self.plan.machine,
                milestones=(self._title,),
                parent=None,
                release="",
                nonce="",
                uptime=0,
                said={name: text.decode("latin-1") for name, text in guest.let_go().said.items()},
                scheme=scheme,
            ).write(folder)

    def _clone(self, shelved: Shelved) -> Guest:
        template = Template.from_json(shelved.content)
        with ExitStack() as closing, self.phases("start"):
            # Written through to a file, as of a guest that boots: it is read when QEMU is gone.
            own = {RAM: copied(shelved.files[RAM], closing)} if RAM in shelved.files else {}
            log = self.evidence / "qemu.log"
            emulator = restored(self.plan, template, shelved.files, log, own)
            if own and self.plan.waits_at_end:
                emulator.ram = os.dup(own[RAM])
            guest = Guest(self.plan, self.evidence, emulator)
        with self.phases("restore"):
            await_restored(guest)
        return guest
