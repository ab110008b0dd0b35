# SPDX-License-Identifier: MIT
"""Templates that stand on one another, from the boot to where a test starts."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench.artefacts.slot import Build
from bench.guest.blame import to_its_start
from bench.guest.linux.linux import LinuxGuest
from bench.host.advice import CLEAR_TEMPLATES
from bench.qemu.emulator import boot
from bench.qemu.planning.plan import Plan
from bench.qemu.spawning.sparse import copy_sparse
from bench.templates.clone import grow
from bench.templates.freeze import CannotFreeze, freeze, save_firmware
from bench.templates.key import keys
from bench.templates.milestone import Milestone
from bench.templates.place import NoRoom
from bench.templates.shelf import Shelf, Shelved
from bench.templates.template import FIRMWARE, RAM, Template, overlay

_GUESS = 160 << 20
"""Bytes that a template takes, before it is known: a Linux guest of 256 MB takes half."""


def obtain(shelf: Shelf, key: str, build: Build) -> Shelved:
    """A template, made now unless it is there.

    Args:
        shelf: where templates lie.
        key: of this one.
        build: fills its folder.

    Raises:
        CannotFreeze: the guest cannot be frozen, which is remembered.
        NoRoom: there is none for a template.
        BenchError: the guest does not get to where it is to be frozen.
    """

    def build_or_refuse(folder: Path) -> None:
        try:
            build(folder)
        except CannotFreeze as error:
            shelf.refuse(key, str(error))
            raise

    for _ in range(3):  # it may be evicted between its making and its use
        if found := shelf.open(key):
            return found
        if reason := shelf.refusal(key):
            raise CannotFreeze(reason)
        shelf.make(key, build_or_refuse, size=_GUESS)
    raise NoRoom(
        "templates are removed as fast as they are made",
        hint=f"make room: {CLEAR_TEMPLATES}, or set a higher BENCH_TEMPLATES_LIMIT",
    )


@contextmanager
def logs_in(folder: Path, evidence: Path | None) -> Iterator[Path]:
    """A folder for the logs of a guest that is to become a template.

    Args:
        folder: the template's.
        evidence: where the logs go if none comes of it: they tell why. None to keep none.
    """
    with tempfile.TemporaryDirectory(dir=folder) as logs:
        try:
            yield Path(logs)
        except BaseException:
            if evidence:
                shutil.copytree(logs, evidence, dirs_exist_ok=True)
            raise


def files_of_its_own(plan: Plan, folder: Path, closing: ExitStack) -> dict[int, int]:
    """The files of a template that its guest writes to as it boots, by the plan's descriptors."""
    files = {}
    if plan.memory.in_file:
        files[plan.descriptors.ram] = new(folder / RAM, closing)
        os.ftruncate(files[plan.descriptors.ram], plan.memory.backing)
    for number, empty in plan.overlays.items():
        shutil.copyfile(empty, folder / overlay(number))
        files[number] = new(folder / overlay(number), closing)
    return files


def new(path: Path, closing: ExitStack) -> int:
    """A file that QEMU may write to, as another user, too; nobody else gets into the folder."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    closing.callback(os.close, descriptor)
    os.fchmod(descriptor, 0o666)
    return descriptor


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
        return obtain(self._shelf, self._keys[depth], lambda folder: self._make(depth, folder))

    def _make(self, depth: int, folder: Path) -> None:
        with ExitStack() as closing:
            evidence = closing.enter_context(logs_in(folder, self._evidence))
            if depth:
                parent = closing.enter_context(self._open(depth - 1))
                guest = closing.enter_context(self._grown(parent, folder, evidence))
            else:
                guest = closing.enter_context(self._booted(folder, evidence))
            with to_its_start(guest):
                if depth:
                    self._steps[depth - 1].reach(guest)
                self._freeze(guest, depth, folder)

    def _booted(self, folder: Path, evidence: Path) -> LinuxGuest:
        with ExitStack() as closing:
            files = files_of_its_own(self._plan, folder, closing)
            emulator = boot(self._plan, evidence / "qemu.log", files)
        return LinuxGuest(self._plan, evidence, emulator)

    def _grown(self, parent: Shelved, folder: Path, evidence: Path) -> LinuxGuest:
        with ExitStack() as closing:
            own = {}
            for name in (RAM, *map(overlay, self._plan.overlays)):
                own[name] = new(folder / name, closing)
                copy_sparse(parent.files[name], own[name])
            template = Template.from_json(parent.content)
            return grow(self._plan, template, parent.files, own, evidence)

    def _freeze(self, guest: LinuxGuest, depth: int, folder: Path) -> None:
        alive = guest.prepare_to_freeze()
        guest.come_to_rest()  # what it leaves undone, every clone will do
        scheme = freeze(guest, folder)
        save_firmware(guest.window, folder / FIRMWARE)
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
