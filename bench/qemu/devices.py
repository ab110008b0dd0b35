"""QEMU's options for the devices of a machine."""

from __future__ import annotations

from bench.definitions.machine import Machine
from bench.qemu.descriptors import Descriptors, path_of

Options = list[str]

NETDEV = "network"
"""What QEMU calls the network that the card is on."""
_NETWORK = f"user,id={NETDEV},restrict=on"
"""Nothing that the guest sends leaves QEMU, but answers to who was forwarded to it."""


def devices(machine: Machine, descriptors: Descriptors) -> Options:
    """The devices that a definition adds to its board, in its order."""
    return [option for device in machine.devices for option in _device(device, descriptors)]


def boot_disk(descriptors: Descriptors) -> Options:
    """The disk that a PC's firmware boots, whatever others there are."""
    file = f"read-only=on,filename={path_of(descriptors.medium)}"
    return [
        *["-blockdev", f"driver=file,node-name=boot,{file}"],
        *["-device", "virtio-blk-pci,drive=boot,bootindex=0"],
    ]


def boot_cd(descriptors: Descriptors) -> Options:
    """The CD that a PC's firmware boots, whatever disks there are."""
    file = f"read-only=on,filename={path_of(descriptors.medium)}"
    return [
        *["-blockdev", f"driver=file,node-name=boot,{file}"],
        *["-device", "ide-cd,drive=boot,bootindex=0"],
    ]


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
