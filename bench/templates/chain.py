# SPDX-License-Identifier: MIT
"""Templates that stand on one another, from the boot to where a test starts."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from bench.guest.blame import to_its_start
from bench.guest.linux.linux import LinuxGuest
from bench.host.advice import CLEAR_TEMPLATES
from bench.qemu.emulator import boot
from bench.qemu.planning.plan import Plan
from bench.qemu.spawning.sparse import copy_sparse
from bench.templates.clone import grow
from bench.templates.freeze import CannotFreeze, freeze
from bench.templates.key import keys
from bench.templates.milestone import Milestone
from bench.templates.place import NoRoom
from bench.templates.shelf import Shelf, Shelved
from bench.templates.template import OVERLAY, RAM, Template

_GUESS = 160 << 20
"""Bytes that a template takes, before it is known: a Linux guest of 256 MB takes half."""


class Chain:
    """The templates of one plan and its milestones.

    Args:
        plan: how the guest starts.
        steps: what it does then.
        shelf: where templates lie.
        evidence: where the logs of a guest go of which no template came; None to keep none.
    """

    def __init__(
        self, plan: Plan, steps: Sequence[Milestone], shelf: Shelf, evidence: Path | None = None
    ) -> None:
        self._steps = steps
        self._plan = plan
        self._shelf = shelf
        self._evidence = evidence
        self._keys = keys(plan, steps)

    @property
    def key(self) -> str:
        """The key of the template behind the last milestone."""
        return self._keys[-1]

    def open(self) -> Shelved:
        """The template behind the last milestone, made now unless it is there.

        Raises:
            CannotFreeze: the guest cannot be frozen.
            NoRoom: there is none for a template.
            BenchError: a milestone cannot be reached.
        """
        return self._open(len(self._steps))

    def _open(self, depth: int) -> Shelved:
        key = self._keys[depth]
        for _ in range(3):  # it may be evicted between its making and its use
            if found := self._shelf.open(key):
                return found
            if reason := self._shelf.refusal(key):
                raise CannotFreeze(reason)
            self._shelf.make(key, lambda folder: self._make(depth, folder), size=_GUESS)
        raise NoRoom(
            "templates are removed as fast as they are made",
            hint=f"make room: {CLEAR_TEMPLATES}, or set a higher BENCH_TEMPLATES_LIMIT",
        )

    def _make(self, depth: int, folder: Path) -> None:
        with ExitStack() as closing:
            evidence = Path(closing.enter_context(tempfile.TemporaryDirectory(dir=folder)))
            closing.push(lambda kind, *_: self._keep(evidence) if kind else None)
            if depth:
                parent = closing.enter_context(self._open(depth - 1))
                guest = closing.enter_context(self._grown(parent, folder, evidence))
            else:
                guest = closing.enter_context(self._booted(folder, evidence))
            with to_its_start(guest):
                if depth:
                    self._steps[depth - 1].reach(guest)
                self._freeze(guest, depth, folder)

    def _keep(self, logs: Path) -> None:
        """The evidence of the guest that failed to become a template tells why."""
        if self._evidence:
            shutil.copytree(logs, self._evidence, dirs_exist_ok=True)

    def _booted(self, folder: Path, evidence: Path) -> LinuxGuest:
        numbers = self._plan.descriptors
        with ExitStack() as closing:
            files = {numbers.ram: _new(folder / RAM, closing)}
            os.ftruncate(files[numbers.ram], self._plan.memory.backing)
            if self._plan.boot.overlay:
                shutil.copyfile(self._plan.boot.overlay, folder / OVERLAY)
                files[numbers.overlay] = _new(folder / OVERLAY, closing)
            emulator = boot(self._plan, evidence / "qemu.log", files)
        return LinuxGuest(self._plan, evidence, emulator)

    def _grown(self, parent: Shelved, folder: Path, evidence: Path) -> LinuxGuest:
        with ExitStack() as closing:
            own = {}
            for name in (RAM, OVERLAY):
                if name in parent.files:
                    own[name] = _new(folder / name, closing)
                    copy_sparse(parent.files[name], own[name])
            template = Template.from_json(parent.content)
            return grow(self._plan, template, parent.files, own, evidence)

    def _freeze(self, guest: LinuxGuest, depth: int, folder: Path) -> None:
        alive = guest.prepare_to_freeze()
        try:
            scheme = freeze(guest, folder)
        except CannotFreeze as error:
            self._shelf.refuse(self._keys[depth], str(error))
            raise
        milestones = ("booted", *(step.title for step in self._steps[:depth]))
        Template(
            title=f"{self._plan.machine} {guest.release}, {milestones[-1]}",
            machine=self._plan.machine,
            milestones=milestones,
            parent=self._keys[depth - 1] if depth else None,
            release=guest.release,
            nonce=alive.nonce.hex(),
            uptime=alive.nanoseconds,
            said={name: text.decode("latin-1") for name, text in guest.let_go().said.items()},
            scheme=scheme,
        ).write(folder)


def _new(path: Path, closing: ExitStack) -> int:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    closing.callback(os.close, descriptor)
    os.fchmod(descriptor, 0o666)  # QEMU may be another user; nobody else gets into the folder
    return descriptor
