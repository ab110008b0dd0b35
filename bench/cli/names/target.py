# SPDX-License-Identifier: MIT
"""The target of `bench plan` and `bench boot`: a machine and its guest."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.cells.running.boot import plan_for
from bench.cells.running.execute import loaded_test
from bench.cells.running.planner import Planner
from bench.cli.names.cells import one
from bench.cli.names.definitions import load_machine, load_machines
from bench.cli.names.kind import Kind, kinds
from bench.cli.names.known import kernel_names
from bench.definitions.need import Need
from bench.definitions.needs.boot import Boot
from bench.definitions.needs.go import Go
from bench.definitions.prepared import FromKernel
from bench.definitions.wording import suggest
from bench.errors import BenchError
from bench.images.foreign.bootable import check, role_of
from bench.images.foreign.made import makefile_folder
from bench.project import Project
from bench.qemu.accelerator import choose_accelerator
from bench.qemu.budget import DEFAULT, Budget
from bench.qemu.known import asked_of
from bench.qemu.planning.plan import Plan, make_plan
from bench.qemu.planning.serial_lines import linux_consoles, linux_words
from bench.structs.boot_images.boot_image import identify

if TYPE_CHECKING:
    from bench.cells.cell import Cell
    from bench.definitions.machine import Machine
    from bench.images.tools.progress import Progress


@dataclass(frozen=True)
class Target:
    """A machine and what it boots.

    Attributes:
        machine: the definition.
        need: what it boots.
        file: a Go kernel to boot as it is, where the need names none that is built.
        cell: whose budget holds, where a cell was named.
    """

    machine: Machine
    need: Need
    file: Path | None = None
    cell: Cell | None = None

    @property
    def name(self) -> str:
        """A short name of the guest."""
        if self.file:
            return self.file.name
        return self._kind.label(self.need)

    @property
    def is_a_file(self) -> bool:
        """Whether it was named by a path, and nobody has described it."""
        return isinstance(self.need, Boot)

    @property
    def _kind(self) -> Kind[Any]:
        return kinds()[self.need.kind]

    def held(self) -> Target:
        """The same, but that the screen of a COM program stays, when it has ended, until a key."""
        return replace(self, need=self._kind.held(self.need))

    def budget(self, root: Path) -> Budget:
        """How much the guest may work: as its cell says, else the default.

        Raises:
            BenchError: the cell's test cannot be loaded.
        """
        return _budget(self.cell, root) if self.cell else DEFAULT

    def plan(self, root: Path, progress: Progress) -> Plan:
        """How it boots.

        Args:
            root: the project's folder.
            progress: told of each step of a build.

        Raises:
            BenchError: the machine does not boot this, or a source does not build.
        """
        if self.file:
            check({"kernel": ((self.file, identify(self.file)),)}, self.machine)
            chosen = choose_accelerator(self.machine.architecture, self.machine.accelerator_wanted)
            boot = FromKernel(kernel=self.file, symbols=self.file)
            return make_plan(
                self.machine,
                self.need,
                boot,
                accelerator=chosen.name,
                asked=asked_of(self.machine),
            )

        def planned(need: Need) -> Plan:
            return plan_for(self.machine, need, root=root, progress=progress)

        plan = planned(self.need)
        if self.cell or not (isinstance(self.need, Boot) and plan.boot.linux):
            return plan
        return planned(_with_words_of_linux(self.need, self.machine))


def parse_target(
    first: str, kernel: str | None, append: str, root: Path, *, initrd: Path | None = None
) -> Target:
    """Read `MACHINE KERNEL`, or a cell's name and nothing.

    Args:
        first: a machine, or a cell.
        kernel: `linux`, a folder of `kernels/`, a program of `payloads/dos/` as `NAME.com`,
            one of `kernels/rt0/` as `rt0/NAME`, or a kernel's file.
        append: further words for the kernel's command line.
        root: the project's folder.
        initrd: the initial RAM disk for a kernel's file.

    Raises:
        BenchError: for a name that is unknown, with the one that was probably meant.
    """
    if kernel is None:
        target = _of_cell(first, root)
    else:
        machine = load_machine(first, root)
        target = _of_kernel(machine, kernel, root)
    return replace(target, need=_with(target.need, append, initrd))


def _of_cell(name: str, root: Path) -> Target:
    if "/" not in name and ":" not in name:
        load_machine(name, root)  # or a name misspelt, which this says
        raise BenchError(f"{name} is a machine", hint=f"say what it boots, as in {name} hello")
    machines = load_machines(root)
    cell = one(name, machines, root)
    return Target(machines[cell.machine], cell.need, cell=cell)


def _budget(cell: Cell, root: Path) -> Budget:
    try:
        with loaded_test(cell, Planner(root)) as test:
            return test.budget
    except BenchError:
        raise
    except Exception as error:
        raise BenchError(
            f"cannot be imported: {type(error).__name__}: {error}", where=cell.path
        ) from error


def _of_kernel(machine: Machine, kernel: str, root: Path) -> Target:
    for kind in kinds().values():
        if kernel in kind.names(root):
            return Target(machine, kind.need(kernel))
    file = Path(kernel).resolve()
    if file.is_file() and file.suffix == ".com":
        raise BenchError(
            f"{kernel} is not a kernel but a COM program",
            hint="its source goes to payloads/dos/, and its name here without a folder",
        )
    if file.is_file():
        return _of_file(machine, file)
    if makefile_folder(Project(root), kernel):
        return Target(machine, Boot(kernel=kernel))
    raise BenchError(
        f"there is no kernel {kernel}",
        hint=f"{suggest(kernel, kernel_names(root))}; or name a kernel's file",
    )


def _of_file(machine: Machine, file: Path) -> Target:
    image = identify(file)
    if image.go:
        return Target(machine, Go(file.stem), file)
    name = str(file)
    match role_of(image):
        case "disks":
            return Target(machine, Boot(disks=(name,)))
        case "floppy":
            return Target(machine, Boot(floppy=name))
        case "cdrom":
            return Target(machine, Boot(cdrom=name))
        case "firmware":
            return Target(machine, Boot(firmware=name))
    return Target(machine, Boot(kernel=name))


def _with_words_of_linux(need: Boot, machine: Machine) -> Boot:
    """With what a person at a terminal expects of any Linux: to see it, and that it ends."""
    words = [*linux_consoles(machine), *linux_words(machine), "panic=-1", need.append]
    return replace(need, append=" ".join(words).strip())


def _with(need: Need, append: str, initrd: Path | None) -> Need:
    kind = kinds()[need.kind]
    if initrd:
        need = kind.with_initrd(need, initrd)
    return kind.with_words(need, append) if append else need
