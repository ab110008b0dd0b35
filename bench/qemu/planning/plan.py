# SPDX-License-Identifier: MIT
"""The plan of a guest: everything that decides how it starts, as a pure value."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bench.definitions.machine import Machine
from bench.definitions.need import Need
from bench.definitions.prepared import FromKernel, Prepared
from bench.definitions.screen import Screen
from bench.errors import BenchError
from bench.host.advice import LIST_MACHINES
from bench.qemu.planning.asked import NOTHING, Asked
from bench.qemu.planning.command_line import hardware, ram
from bench.qemu.planning.descriptors import Descriptors, path_of
from bench.qemu.planning.devices import devices, flash, media
from bench.qemu.planning.memory_layout import Memory, memory_of
from bench.qemu.planning.raw_options import named_files
from bench.qemu.planning.starting import loader, starting_device, starting_files
from bench.qemu.planning.words import words


@dataclass(frozen=True)
class Plan:
    """How one guest starts.

    Two plans that are equal start the same guest. A plan is computed once and never
    amended on the way.

    Attributes:
        machine: the definition's name.
        argv: the complete command line of a guest that boots; descriptors are named by
            their numbers in QEMU.
        grow_argv: the same of one that goes on from a template, to become another.
        clone_argv: the same of one that goes on from a template, and leaves it as it is.
        descriptors: those numbers.
        memory: its physical memory.
        screen: the text screen, if the machine has one.
        exits: the exit channels that the machine declares.
        boot: the files it boots.
        network: whether it has a network card.
        cpus: how many it has.
        outlives_reset: whether it goes on after it has reset itself.
        refusal_ends: whether QEMU's refusal to start is its end, and not an error.
        further: the machine's options beyond those that its keys say.
        named_files: the project's files that these name.
    """

    machine: str
    argv: tuple[str, ...]
    grow_argv: tuple[str, ...]
    clone_argv: tuple[str, ...]
    descriptors: Descriptors
    memory: Memory
    screen: Screen | None
    exits: tuple[str, ...]
    boot: Prepared
    network: bool = False
    cpus: int = 1
    outlives_reset: bool = False
    refusal_ends: bool = False
    further: tuple[str, ...] = ()
    named_files: tuple[Path, ...] = ()

    @property
    def files(self) -> dict[int, Path]:
        """The files that QEMU inherits open, by their descriptors."""
        numbers, boot = self.descriptors, self.boot
        every = {
            **starting_files(boot, numbers),
            numbers.disk: boot.disk,
            numbers.firmware: boot.firmware,
            numbers.cdrom: boot.cdrom,
            numbers.flash: boot.flash,
            **dict(zip(numbers.brought, (disk.file for disk in boot.writable), strict=True)),
        }
        return {number: file for number, file in every.items() if file}

    @property
    def overlays(self) -> dict[int, Path]:
        """An empty overlay for each disk that the guest writes to, by descriptors."""
        numbers, boot = self.descriptors, self.boot
        own = {numbers.overlay: boot.overlay} if boot.overlay else {}
        brought = (disk.overlay for disk in boot.writable)
        return {**own, **dict(zip(numbers.written, brought, strict=True))}

    @property
    def waits_at_end(self) -> bool:
        """Whether QEMU waits, when the guest has ended itself, until it is told to quit."""
        return waits_at_end(self.memory, self.boot)

    @property
    def lacks_root(self) -> bool:
        """Whether it is a Linux that somebody brought, with nothing to mount as its root."""
        boot = self.boot
        if not (boot.linux and isinstance(boot, FromKernel)):
            return False
        return boot.initrd is None and "root=" not in " ".join(boot.arguments)

    @property
    def consoles(self) -> tuple[str, ...]:
        """The consoles' names, the human one first."""
        return tuple(self.descriptors.consoles)

    def to_json(self) -> dict[str, Any]:
        """The plan as plain data, as `plan.json` holds it."""
        data = asdict(self) | {"screen": self.screen and self.screen.model_dump()}
        plain: dict[str, Any] = json.loads(json.dumps(data, default=str))
        return plain


def waits_at_end(memory: Memory, boot: Prepared) -> bool:
    """Whether QEMU waits when its guest has ended itself, so that the bench can look at it.

    Linux says itself why it ends, and some of its resets are triple faults on purpose.
    """
    return memory.window is None and not boot.linux


def make_plan(  # noqa: PLR0913 - everything that decides
    machine: Machine,
    need: Need,
    boot: Prepared,
    *,
    accelerator: str,
    asked: Asked = NOTHING,
    program: str = "",
) -> Plan:
    """Compute how `machine` starts `boot`.

    Args:
        machine: the definition.
        need: what the test asked for.
        boot: the files that the need came to.
        accelerator: `tcg` or `kvm`, as probed.
        asked: what QEMU says of the machine.
        program: the emulator's path; its name if empty.

    Raises:
        BenchError: the machine does not boot this kind of kernel.
    """
    if not need.is_among(machine.boots):
        boots = " and ".join(machine.boots) or "images and files"
        raise BenchError(
            f"machine {machine.name} boots {boots}, not {need.boots}",
            hint=f"choose a machine of boots:{need.boots}; {LIST_MACHINES}",
        )
    descriptors = Descriptors.number(
        (console.name for console in machine.consoles),
        disks=len(boot.writable),
        modules=len(boot.modules) if isinstance(boot, FromKernel) else 0,
        empty=machine.empty_drives,
    )
    memory = memory_of(machine, window=need.has_agent, in_file=asked.takes_ram)
    again = need.reset == "again" or boot.again
    expected = boot.passes is not None and boot.passes.exit == "refused"
    options = [
        *hardware(
            program or machine.architecture_facts.qemu,
            machine,
            accelerator,
            memory,
            descriptors,
            outlives_reset=again,
            waits=waits_at_end(memory, boot),
        ),
        *devices(machine, descriptors, asked),
        *starting_device(boot, descriptors),
        *flash(boot, descriptors),
        *media(machine, boot, descriptors),
        *(["-bios", path_of(descriptors.firmware)] if boot.firmware else []),
        # Last, because who writes them may want to say something of what stands before.
        *machine.raw_qemu_options,
    ]
    shared = ram(memory, machine.cpus, descriptors, shared=True)
    private = ram(memory, machine.cpus, descriptors, shared=False)
    # Not the kernel: loading it costs a clone 40 ms and gives it nothing.
    incoming = ["-incoming", "defer"]
    return Plan(
        machine=machine.name,
        argv=(*options, *shared, *loader(boot, descriptors, words(machine, need, memory))),
        grow_argv=(*options, *shared, *incoming),
        clone_argv=(*options, *private, *incoming),
        descriptors=descriptors,
        memory=memory,
        screen=machine.screen,
        exits=machine.exit,
        boot=boot,
        network=machine.has_network,
        cpus=machine.cpus,
        outlives_reset=again,
        refusal_ends=expected or need.refusal == "end",
        further=machine.raw_qemu_options,
        named_files=named_files(machine.raw_qemu_options),
    )
