# SPDX-License-Identifier: MIT
"""Whether an emulator has what a definition names, which no table of the bench's says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from packaging.specifiers import SpecifierSet

from bench.definitions.device import Device
from bench.definitions.machine import Machine
from bench.definitions.machine_keys import SD
from bench.definitions.reading.explanation import clash
from bench.definitions.rules.mistake import Location, Mistake
from bench.definitions.wording import shown, suggest
from bench.errors import BenchError, Unavailable
from bench.qemu.catalogue import (
    Property,
    board_options,
    devices,
    machinery,
    processors,
    properties,
    version,
)
from bench.qemu.planning.asked import NOTHING, Asked

_OF_THE_HOST = "host"
"""The CPU model that is the host's own, which QEMU lists where it could have one."""


def refuse_other_version(machine: Machine) -> None:
    """See that a machine gets a version of QEMU that its definition allows.

    Raises:
        Unavailable: it does not.
        HostError: QEMU is not installed, or does not answer.
    """
    if machine.qemu is None:
        return
    here = version(machine.architecture)
    if here not in SpecifierSet(machine.qemu):
        raise Unavailable(
            f"machine {machine.name} needs QEMU {machine.qemu}, and this is {here}",
            hint="--qemu PATH chooses another",
        )


def asked_of(machine: Machine) -> Asked:
    """What QEMU says of a machine. Where all of it is in the bench's own tables, none is started.

    Raises:
        BenchError: QEMU lacks something that the definition names.
        HostError: QEMU is not installed, or does not answer.
    """
    named = (*machine.further_devices, machine.disk_device, machine.cd_device)
    if machine.board_facts.known and not any(named):
        return NOTHING
    for mistake in lacking(machine):
        found = clash(mistake)
        raise BenchError(f"machine {machine.name}: {found.message}", hint=found.hint)
    return Asked(
        takes_ram=machinery(machine.architecture)[machine.board].takes_ram,
        with_rom=frozenset(_with_rom(machine)),
    )


def _with_rom(machine: Machine) -> Iterator[str]:
    names = devices(machine.architecture)
    for each in machine.further_devices:
        known = properties(machine.architecture, names[each.device]) if each.network else None
        if known and "romfile" in known:
            yield each.device


def lacking(machine: Machine) -> Iterator[Mistake]:
    """What a definition names and this host's QEMU lacks.

    Raises:
        HostError: QEMU is not installed, or does not answer.
    """
    qemu, boards = machine.architecture_facts.qemu, machinery(machine.architecture)
    board = boards.get(machine.board)
    if board is None or board.name == "none":
        names = [name for name in boards if name != "none"]
        yield Mistake(
            (("board",),),
            f"{shown(machine.board)} is not a board of this host's {qemu}",
            suggest(machine.board, names),
        )
        return
    yield from _cpus(machine, board.most_cpus)
    options = board_options(machine.architecture, board.name)
    for name in machine.board_options:
        if options is not None and name not in options:
            yield Mistake(
                (("board-options", name),),
                f"{machine.board} has no such property",
                suggest(name, options),
                in_key=True,
            )
    yield from _devices(machine)


def _devices(machine: Machine) -> Iterator[Mistake]:
    names = devices(machine.architecture)
    for key, name in (("disk-device", machine.disk_device), ("cd-device", machine.cd_device)):
        if name and name != SD:
            yield from _name(name, (key,), names, machine)
    for index, device in enumerate(machine.devices):
        if not isinstance(device, Device):
            continue
        at = ("devices", index)
        if missing := [*_name(device.device, (*at, "device"), names, machine)]:
            yield from missing
            continue
        known = properties(machine.architecture, names[device.device])
        if known is None:
            yield Mistake(
                ((*at, "device"),),
                f"{device} is not installed on this host",
                "install the package of QEMU's that brings it, or leave it out",
            )
            continue
        for key in _ends(device):
            if key not in known:
                yield Mistake(
                    ((*at, _ENDS[key]),), f"{device} takes none", "leave it out", in_key=True
                )
        for key in device.properties:
            yield from _property(key, (*at, key), device, known)


_ENDS = {"netdev": "network", "drive": "drive"}
"""Keys of a device, by the properties that they stand for."""

_ANY_TEXT = Property("str", "")
_HARMLESS_TEXTS = {
    *("serial", "model", "ver", "vendor", "product", "device_id", "hba_serial", "nqn", "name"),
    *("port", "masterbus", "desc", "description", "color", "tx", "duplex", "world", "osk"),
    *("failover_pair_id", "mount_tag", "tag"),
}
"""Texts of which QEMU says no more, and that are for the guest, or name another device."""

_OF_EVERY_DEVICE = ("id", "bus")


def _ends(device: Device) -> list[str]:
    return [*(["netdev"] if device.network else []), *(["drive"] if device.drive else [])]


def _name(name: str, at: Location, names: Mapping[str, str], machine: Machine) -> Iterator[Mistake]:
    if name not in names:
        qemu = machine.architecture_facts.qemu
        yield Mistake(
            (at,), f"{shown(name)} is not a device of this host's {qemu}", suggest(name, names)
        )


def _property(
    name: str, at: Location, device: Device, known: Mapping[str, Property]
) -> Iterator[Mistake]:
    if name in _OF_EVERY_DEVICE:
        return
    if name not in known:
        yield Mistake(
            (at,), f"{device} has no such property", suggest(name, sorted(known)), in_key=True
        )
    elif "backend" in known[name].description or known[name].type.startswith("link<memory"):
        yield Mistake(
            (at,),
            f"{device} would be joined by it to what QEMU has on the host",
            "leave it out",
            in_key=True,
        )
    elif known[name] == _ANY_TEXT and name not in _HARMLESS_TEXTS:
        yield Mistake(
            (at,),
            f"it may be a file of the host's, as far as the bench knows {device}",
            "leave it out, or write it into raw-qemu-options",
            in_key=True,
        )


def _cpus(machine: Machine, most: int) -> Iterator[Mistake]:
    models = processors(machine.architecture)
    if machine.cpu is not None and machine.cpu not in {*models, _OF_THE_HOST}:
        yield Mistake(
            (("cpu",),),
            f"{shown(machine.cpu)} is not a CPU model of this host's "
            f"{machine.architecture_facts.qemu}",
            suggest(machine.cpu, models),
        )
    if machine.cpus > most:
        yield Mistake(
            (("cpus",), ("board",)),
            f"{machine.cpus} are more than the {most} of {machine.board}",
            f"write {most} or less",
        )
