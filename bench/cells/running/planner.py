# SPDX-License-Identifier: MIT
"""Plans the cells of a run; what several have in common is looked at once.

For the time of one run, a definition, a test's source and an artefact stay what they were
when they were first asked for. Processes that are forked later know all of it.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from bench.artefacts.store import Store
from bench.cells.cell import Cell, Reference
from bench.cells.expand import LISTING
from bench.cells.reading.source import SourceFile
from bench.definitions.loader import load_machine
from bench.definitions.machine import Machine
from bench.definitions.need import Need
from bench.definitions.prepared import Prepared
from bench.errors import BenchError
from bench.host.emulators import program_of
from bench.images.prepare import Platform, prepare, prepared
from bench.images.tools.progress import SILENT, Progress
from bench.project import Project
from bench.qemu.accelerator import choose_accelerator
from bench.qemu.known import asked_of, refuse_other_version
from bench.qemu.planning.plan import Plan, make_plan


class Planner:
    """Answers what a cell is and how it starts.

    Args:
        root: the project's folder.
        progress: told of each step of a build.
    """

    def __init__(self, root: Path, progress: Progress = SILENT) -> None:
        self.root = root
        self._progress = progress
        self._files: dict[str, SourceFile] = {}
        self._machines: dict[str, Machine] = {}
        self._boots: dict[tuple[Need, Platform], Prepared | BenchError] = {}

    def cell(self, name: str) -> Cell:
        """The cell of a full name; whether its machine exists and fits is not looked at.

        Raises:
            BenchError: for a name without a test, or a mistake in the source.
        """
        reference = Reference.parse(name)
        for case in self.file(reference.path).cases:
            cell = case.on(reference.machine or "")
            if cell.reference == reference:
                return cell
        raise BenchError(f"there is no test {name}", hint=LISTING)

    def file(self, path: str) -> SourceFile:
        """A test file, read once.

        Raises:
            BenchError: for a mistake in the source.
        """
        if path not in self._files:
            self._files[path] = SourceFile(path, self.root)
        return self._files[path]

    def machine(self, name: str) -> Machine:
        """A machine's definition.

        Raises:
            BenchError: there is none, or it has a mistake.
        """
        if name not in self._machines:
            self._machines[name] = load_machine(name, *Project(self.root).machines)
        return self._machines[name]

    def plan(self, machine: Machine, need: Need) -> Plan:
        """Build what a need asks for, unless it is built, and plan how a machine starts it.

        Args:
            machine: what starts.
            need: what it boots.

        Raises:
            BenchError: the machine does not boot this, a source does not build, QEMU is
                not installed.
            Unavailable: the machine needs another version of QEMU.
        """
        refuse_other_version(machine)
        boot = self._boot(machine, need)
        accelerator = choose_accelerator(machine.architecture, machine.accelerator_wanted)
        return make_plan(
            machine,
            need,
            boot,
            accelerator=accelerator.name,
            asked=asked_of(machine),
            program=program_of(machine.architecture_facts.qemu),
        )

    def is_ready(self, machine: Machine, need: Need) -> bool:
        """Whether what a need asks for is built."""
        place = (need, Platform.of(machine, need))
        if place not in self._boots and (found := prepared(*place, self.root, self._store)):
            self._boots[place] = found
        return place in self._boots

    def note_failure(self, machine: Machine, need: Need, error: BenchError) -> None:
        """Note that a need does not build, as somebody has found out."""
        self._boots.setdefault((need, Platform.of(machine, need)), error)

    def _boot(self, machine: Machine, need: Need) -> Prepared:
        place = (need, Platform.of(machine, need))
        if place not in self._boots:
            try:
                self._boots[place] = prepare(
                    need,
                    Platform.of(machine, need),
                    root=self.root,
                    store=self._store,
                    progress=self._progress,
                )
            except BenchError as error:  # nor does it build the next time
                self._boots[place] = error
        boot = self._boots[place]
        if isinstance(boot, BenchError):
            raise boot
        return boot

    @cached_property
    def _store(self) -> Store:
        return Store()
