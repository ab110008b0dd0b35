# SPDX-License-Identifier: MIT
"""A guest that goes on from a template."""

from __future__ import annotations

import contextlib
import mmap
import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from bench.errors import HostError
from bench.guest.blame import to_its_start
from bench.guest.guest import Guest
from bench.guest.linux.identity import Identity
from bench.guest.linux.linux import LinuxGuest
from bench.guest.linux.window import Window
from bench.qemu.emulator import Emulator, restore
from bench.qemu.monitor.monitor import Event
from bench.qemu.planning.memory_layout import WINDOW_SIZE
from bench.qemu.planning.plan import Plan
from bench.qemu.spawning.sparse import copy_sparse
from bench.templates.phases import Phases
from bench.templates.template import FIRMWARE, RAM, STATE, Template, overlay


class NoClone(HostError):
    """A guest that should have been a template's clone is not."""


def clone(
    plan: Plan,
    template: Template,
    files: Mapping[str, int],
    evidence: Path | None,
    phases: Phases | None = None,
) -> LinuxGuest:
    """Start a copy of a frozen guest.

    Args:
        plan: of the guest that was frozen.
        template: what is known of it.
        files: the template's, open.
        evidence: the folder for the clone's logs; None to keep none.
        phases: told what took how long.

    Raises:
        NoClone: what runs now is not the guest that was frozen.
        HostError: the emulator is not installed.
        EmulatorError: QEMU cannot restore it.
    """
    phases = phases or Phases()
    with phases("start"):
        emulator = restored(plan, template, files, evidence and evidence / "qemu.log")
        guest = _copy(plan, template, emulator, evidence)
    with phases("restore"):
        await_restored(guest)
    return _proven(guest, template, phases)


def grow(
    plan: Plan,
    template: Template,
    files: Mapping[str, int],
    own: Mapping[str, int],
    evidence: Path,
) -> LinuxGuest:
    """Start a copy of a frozen guest that is to become a template itself.

    Args:
        plan: of the guest that was frozen.
        template: what is known of it.
        files: the template's, open.
        own: files with the same content as its RAM and overlays, which the copy writes to.
        evidence: the folder for its logs.

    Raises:
        NoClone, HostError, EmulatorError: as for `clone`.
    """
    emulator = restored(plan, template, files, evidence / "qemu.log", own)
    guest = _copy(plan, template, emulator, evidence)
    await_restored(guest)
    return _proven(guest, template, Phases())


def adopt(
    plan: Plan, template: Template, emulator: Emulator, evidence: Path, phases: Phases
) -> LinuxGuest:
    """Take charge of a copy of a frozen guest that somebody else started, and holds.

    Raises:
        NoClone: it is not the guest that was frozen.
        EmulatorError: QEMU has gone.
    """
    with phases("start"):
        guest = _copy(plan, template, emulator, evidence)
        guest.monitor.resume()
    return _proven(guest, template, phases)


def _proven(guest: LinuxGuest, template: Template, phases: Phases) -> LinuxGuest:
    """Let a copy go on, and make sure that it is one: no other guest, and no reboot.

    A clone knows what lay in the RAM of the guest that was frozen, and its clock went on
    from there.
    """
    try:
        with phases("reply"), to_its_start(guest):
            alive = guest.wake(Identity.new(guest.plan.machine))
        if alive.nonce.hex() != template.nonce:
            raise NoClone(f"this is not a clone of {template.title}: it knows another nonce")
        if alive.nanoseconds < template.uptime:
            raise NoClone(f"this is not a clone of {template.title}: its clock began anew")
    except BaseException:
        guest.close()
        raise
    return guest


def await_restored(guest: Guest) -> None:
    """Wait: data for a device whose state is not there yet would be lost.

    Raises:
        BudgetSpent, EmulatorError: QEMU does not restore it; the guest is closed.
    """
    try:
        guest.wait_event(_is_restored, "the guest's state was restored")
    except BaseException:
        guest.close()
        raise


def _is_restored(event: Event) -> bool:
    return event.name == "MIGRATION" and event.data["status"] == "completed"


def _copy(plan: Plan, template: Template, emulator: Emulator, evidence: Path | None) -> LinuxGuest:
    return LinuxGuest(plan, evidence, emulator, release=template.release)


def restored(
    plan: Plan,
    template: Template,
    files: Mapping[str, int],
    log: Path | None,
    own: Mapping[str, int] = MappingProxyType({}),
) -> Emulator:
    """Start a QEMU that goes on from a template; nobody talks to it yet.

    Args:
        plan: of the guest that was frozen.
        template: what is known of it.
        files: the template's, open.
        log: where QEMU's standard error goes; into memory if None.
        own: files with the same content as some of those, which it writes to. Without them RAM
            is copied page by page as it is written, and overlays are copied at once.

    Raises:
        HostError: the emulator is not installed.
    """
    numbers = plan.descriptors
    with contextlib.ExitStack() as closing:
        passed = {
            # Opened anew: every clone reads it from its beginning.
            numbers.state: _opened(f"/proc/self/fd/{files[STATE]}", closing),
        }
        if FIRMWARE in files:
            passed[numbers.window] = _window(files[FIRMWARE], closing)
        if RAM in files:
            passed[numbers.ram] = own.get(RAM, files[RAM])
        for number, name in ((number, overlay(number)) for number in plan.overlays):
            passed[number] = own[name] if name in own else copied(files[name], closing)
        emulator = restore(plan, log, passed, template.scheme, grow=RAM in own)
    emulator.said = {name: text.encode("latin-1") for name, text in template.said.items()}
    return emulator


def copied(file: int, closing: contextlib.ExitStack) -> int:
    """A copy of a template's file, in memory."""
    copy = _in_memory("bench-copy", closing)
    copy_sparse(file, copy)
    return copy


def _window(firmware: int, closing: contextlib.ExitStack) -> int:
    """A window for a guest that is in the middle of waiting at one."""
    window = _in_memory("bench-window", closing)
    copy_sparse(firmware, window)
    with mmap.mmap(window, WINDOW_SIZE) as memory:
        Window(memory).lay_out()
    return window


def _in_memory(name: str, closing: contextlib.ExitStack) -> int:
    descriptor = os.memfd_create(name, os.MFD_CLOEXEC)
    closing.callback(os.close, descriptor)
    return descriptor


def _opened(path: str, closing: contextlib.ExitStack) -> int:
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    closing.callback(os.close, descriptor)
    return descriptor
