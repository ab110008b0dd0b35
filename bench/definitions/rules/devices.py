# SPDX-License-Identifier: MIT
"""Which devices, and which of their properties, a definition may name.

A definition may come from somebody else: what reaches for the host's files, devices and networks
is refused by its name here, and by what QEMU says of it in `bench.qemu.known`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bench.architectures.registry import BOARDS
from bench.definitions.device import PROPERTY, Device
from bench.definitions.machine_keys import SD, MachineKeys
from bench.definitions.rules.mistake import Location, Mistake
from bench.definitions.wording import alternatives, shown

_OF_THE_HOST = re.compile(
    r"vfio|vhost|ivshmem|passthru|passthrough|(usb|input)-host|usb-(redir|mtp|ccid|serial|braille)"
    r"|ccid-card|scsi-(block|generic)|9p|tpm-|xen|x-pci-proxy|sgx|guest-loader|ipmi-bmc-extern|pvrdma"
)
"""Devices that are the host's own, or whose other end is a file or a program there."""

_MADE_BY_KEYS = {
    "isa-debug-exit": "exit: [debug-exit]",
    "pvpanic": "exit: [pvpanic]",
    "isa-serial": "consoles: [{name: serial0, uart: 16550, on: isa}]",
    "pci-serial": "consoles: [{name: serial0, uart: 16550, on: pci}]",
}
"""Devices that have keys of their own, which tell the bench of them, too."""

_REACHES_OUT = re.compile(
    r"host|path|file|chardev|netdev|pcap|hidraw|(dir|dev|fd|mem)$"
    r"|^(drive|kernel|initrd|cdat|lsa|rng|secret|tls|display)"
)
"""Properties that name a file, or another end that QEMU has on the host."""

_INSTEAD = {
    "drive": "write drive: empty, or give it a disk by a test's disks=",
    "netdev": "write network: true",
    "chardev": "leave it out: serial lines are consoles",
    "romfile": "leave it out: a card on the bench's network has none anyway",
}


def devices(machine: MachineKeys) -> Iterator[Mistake]:
    """What is wrong with the devices of a machine."""
    words = [index for index, each in enumerate(machine.devices) if isinstance(each, str)]
    if words and not machine.board_facts.pci:
        fitting = [board.name for board in BOARDS if board.pci]
        yield Mistake(
            (("devices",), ("board",)),
            f"{machine.board} has no PCI bus",
            f"use board: {alternatives(fitting)}, or leave devices out",
        )
    for index, device in enumerate(machine.devices):
        if isinstance(device, Device):
            yield from _named(device.device, ("devices", index, "device"))
            yield from _properties(device, ("devices", index))
    for key, name in (("disk-device", machine.disk_device), ("cd-device", machine.cd_device)):
        if name and not (name == SD and key == "disk-device"):
            yield from _named(name, (key,))
    yield from _networks(machine)


def _named(name: str, at: Location) -> Iterator[Mistake]:
    if _OF_THE_HOST.search(name):
        yield Mistake(
            (at,),
            f"{shown(name)} reaches for the host, which a definition must not",
            "leave it out",
        )
    elif name in _MADE_BY_KEYS:
        yield Mistake(
            (at,), f"the bench has to know of {shown(name)}", f"write {_MADE_BY_KEYS[name]}"
        )


def _properties(device: Device, at: Location) -> Iterator[Mistake]:
    for name in device.properties:
        if not re.fullmatch(PROPERTY, name):
            yield Mistake(
                ((*at, name),),
                "is not the name of a property",
                "use letters, digits and . _ - alone",
                in_key=True,
            )
        elif _REACHES_OUT.search(name):
            yield Mistake(
                ((*at, name),),
                "reaches for the host, which a definition must not",
                _INSTEAD.get(name, "leave it out"),
                in_key=True,
            )


def _networks(machine: MachineKeys) -> Iterator[Mistake]:
    cards = [index for index, each in enumerate(machine.devices) if _is_card(each)]
    for index in cards[1:]:
        yield Mistake(
            (("devices", index), ("devices", cards[0])),
            "a card is on the bench's network already",
            "one is enough: leave network out of the others",
        )


def _is_card(device: Device | str) -> bool:
    return device.network if isinstance(device, Device) else device == "virtio-net"
