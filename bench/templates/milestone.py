# SPDX-License-Identifier: MIT
"""The steps from a machine that is off to where a test starts.

A template can be frozen behind each of them, and the next one goes on from there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.definitions.needs.linux import Linux
from bench.definitions.prepared import LinuxSystem, Prepared
from bench.errors import BenchError
from bench.guest.linux.hang import note_hang
from bench.guest.linux.linux import Completed, LinuxGuest
from bench.qemu.activity import BudgetSpent

File = tuple[str, Path]
"""Where it goes in the guest, and where it is on the host."""


@dataclass(frozen=True)
class Milestone:
    """One step in a guest that has booted.

    Attributes:
        title: what it is, in a few words.
        files: put into the guest first.
        commands: then run, one after the other; each must exit with 0.
        until: then awaited on the first console. Empty for nothing.
    """

    title: str
    files: tuple[File, ...] = ()
    commands: tuple[tuple[str, ...], ...] = ()
    until: str = ""

    def reach(self, guest: LinuxGuest) -> None:
        """Take the step.

        Raises:
            BenchError: a command failed.
            NotSeen, BudgetSpent: the guest ended or hung meanwhile.
        """
        try:
            self._reach(guest)
        except BudgetSpent:
            note_hang(guest)
            raise

    def _reach(self, guest: LinuxGuest) -> None:
        for path, file in self.files:
            guest.put(path, file)
        for command in self.commands:
            _check(self.title, guest.run(*command))
        if self.until:
            guest.console.expect(self.until)


def milestones(need: Linux, boot: Prepared) -> tuple[Milestone, ...]:
    """The steps behind the boot, in their order: modules, files, commands, what is awaited."""
    assert isinstance(boot, LinuxSystem), "it is what the need comes to"
    return tuple(_milestones(need, boot))


def _milestones(need: Linux, boot: LinuxSystem) -> Iterator[Milestone]:
    for name, group in zip(need.modules, boot.modules, strict=True):
        files = tuple((f"/modules/{file.name}", file) for file in group)
        if not files:  # an earlier one has brought it
            continue
        *needed, last = (("insmod", path) for path, _ in files)
        _, *parameters = name.split()
        yield Milestone(f"module {name}", files, (*needed, (*last, *parameters)))
    if boot.inner_files:
        names = ", ".join(Path(path).name for path, _ in boot.inner_files)
        yield Milestone(f"files {names}", boot.inner_files)
    for name, archive in boot.archives:
        path = f"/tmp/{name}.tar"  # in the guest
        unpack = ("tar", "-xf", path, "-C", "/")
        yield Milestone(f"package {name}", ((path, archive),), (unpack, ("rm", path)))
    for command in need.setup:
        yield Milestone(f"$ {command}", commands=(("sh", "-c", command),))
    if need.until:
        yield Milestone(f'"{need.until}" on the console', until=need.until)


def _check(title: str, done: Completed) -> None:
    if done.code == 0:
        return
    said = (done.stderr or done.stdout).decode(errors="replace").strip().splitlines()
    how = f"exit code {done.code}" if done.code is not None else f"signal {done.signal}"
    raise BenchError(f"{title} failed: {said[-1] if said else how}", hint="see the console's log")
