# SPDX-License-Identifier: MIT
"""QEMU's options for the devices of a machine."""

from __future__ import annotations

from bench.definitions.machine import Machine
from bench.definitions.machine_keys import SD
from bench.definitions.need import MEDIA
from bench.definitions.prepared import Disk, FromDisk, FromFirmware, Prepared
from bench.qemu.planning.asked import Asked
from bench.qemu.planning.descriptors import Descriptors, path_of

Options = list[str]

NETDEV = "network"
"""QEMU's name of the network that the card is on."""
_NETWORK = f"user,id={NETDEV},restrict=on"
"""Nothing that the guest sends leaves QEMU, but answers to who was forwarded to it."""


EMPTY_DISK_BYTES = 64 << 20
"""A power of two, as cards need one."""


def devices(machine: Machine, descriptors: Descriptors, asked: Asked) -> Options:
    """The devices that a definition adds to its board, in its order."""
    options: Options = []
    empty = enumerate(descriptors.empty)
    for device in machine.devices:
        if isinstance(device, str):
            options += _device(device, descriptors)
            continue
        words = [device.device]
        if device.drive:
            number, file = next(empty)
            options += _empty(f"empty{number}", file)
            words.append(f"drive=empty{number}")
        if device.network:
            options += ["-netdev", _NETWORK]
            words.append(f"netdev={NETDEV}")
            words += ["romfile="] if device.device in asked.with_rom else []
        words += [f"{key}={value}" for key, value in device.properties.items()]
        options += ["-device", ",".join(words)]
    return options


def flash(boot: Prepared, descriptors: Descriptors) -> Options:
    """The board's flash memory: code that nobody writes to, and variables of the guest's own."""
    options: Options = []
    if boot.flash:
        options += _read_only("flash0", "raw", descriptors.flash)
        options += ["-machine", "pflash0=flash0"]
    if boot.variables:
        options += _brought(
            "flash1", boot.variables, descriptors.brought[0], descriptors.written[0]
        )
        options += ["-machine", "pflash1=flash1"]
    return options


def media(machine: Machine, boot: Prepared, descriptors: Descriptors) -> Options:
    """The disks and the CD that somebody brought, in the order in which firmware tries them.

    Not where QEMU loads a kernel: that comes first.
    """
    board = machine.board_facts
    chosen = isinstance(boot, FromFirmware | FromDisk)
    places = _boot_order(boot)
    numbers = iter(zip(descriptors.brought, descriptors.written, strict=True))
    if boot.variables:
        next(numbers)

    def index(medium: str, number: int = 0) -> str:
        return f",bootindex={places[medium] + number}" if chosen else ""

    options: Options = []
    if boot.floppy:
        *controllers, drive = board.floppy
        options += [
            *_brought("floppy", boot.floppy, *next(numbers)),
            *(["-global", f"isa-fdc.bootindexA={places['floppy']}"] if chosen else []),
            *[option for controller in controllers for option in ("-device", controller)],
            *["-device", f"{drive},drive=floppy"],
        ]
    if boot.cdrom:
        *controllers, drive = machine.takes_cds_by
        options += [
            *_read_only("cdrom", "raw", descriptors.cdrom),
            *[option for controller in controllers for option in ("-device", controller)],
            *["-device", f"{drive},drive=cdrom{index('cdrom')}"],
        ]
    for number, disk in enumerate(boot.disks):
        name = f"disk{number}"
        if machine.takes_disks_by == SD:
            options += _card(name, disk, *next(numbers))
        else:
            options += _brought(name, disk, *next(numbers))
            drive = f"{machine.takes_disks_by},drive={name}"
            options += ["-device", f"{drive}{index('disks', number)}"]
    return options


def _boot_order(boot: Prepared) -> dict[str, int]:
    """The first boot index of each kind of medium; several disks follow one another."""
    order = dict.fromkeys((*boot.order, *MEDIA))
    counts = {"floppy": 1, "cdrom": 1, "disks": len(boot.disks)}
    places, following = dict[str, int](), 0
    for medium in order:
        places[medium] = following
        following += counts[medium] if getattr(boot, medium) else 0
    return places


def _brought(name: str, disk: Disk, file: int, written: int) -> Options:
    """A disk that nobody writes to, under an overlay of the guest's own."""
    overlay = f"locking=off,filename={path_of(written)}"
    above = f"file={name}-written,backing={name}-base"
    return [
        *_read_only(f"{name}-base", disk.format, file),
        *["-blockdev", f"driver=file,node-name={name}-written,{overlay}"],
        *["-blockdev", f"driver=qcow2,node-name={name},{above}"],
    ]


def _card(name: str, disk: Disk, file: int, written: int) -> Options:
    """The same in the board's own slot, which takes nothing that has a name already."""
    overlay = f"file.driver=file,file.locking=off,file.filename={path_of(written)}"
    return [
        *_read_only(f"{name}-base", disk.format, file),
        *["-drive", f"if=sd,driver=qcow2,{overlay},backing={name}-base"],
    ]


def _read_only(name: str, kind: str, file: int) -> Options:
    path = f"file.driver=file,file.filename={path_of(file)}"
    return ["-blockdev", f"driver={kind},node-name={name},read-only=on,{path}"]


def _empty(name: str, file: int) -> Options:
    contents = f"file.driver=file,file.locking=off,file.filename={path_of(file)}"
    return ["-blockdev", f"driver=raw,node-name={name},{contents}"]


def _device(device: str, descriptors: Descriptors) -> Options:
    match device:
        case "virtio-rng":
            source = ["-object", "rng-builtin,id=host-random"]
            return [*source, "-device", "virtio-rng-pci,rng=host-random"]
        case "virtio-blk":
            return [*_disk(descriptors), "-device", "virtio-blk-pci,drive=disk"]
        case "virtio-net":
            # Without the ROM from which a PC's firmware would boot over the network.
            return ["-netdev", _NETWORK, "-device", f"virtio-net-pci,netdev={NETDEV},romfile="]
    return ["-device", device]


def _disk(descriptors: Descriptors) -> Options:
    """A file that nobody writes to, under an overlay of the guest's own."""
    base = f"read-only=on,filename={path_of(descriptors.disk)}"
    overlay = f"locking=off,filename={path_of(descriptors.overlay)}"
    return [
        *["-blockdev", f"driver=file,node-name=base,{base}"],
        *["-blockdev", f"driver=file,node-name=written,{overlay}"],
        *["-blockdev", "driver=qcow2,node-name=disk,file=written,backing=base"],
    ]
