"""QEMU's options for the devices of a machine."""

from __future__ import annotations

from pathlib import Path

from bench.definitions.boot import Boot
from bench.definitions.machine import Machine
from bench.qemu.descriptors import Descriptors

Options = list[str]

NETDEV = "network"
"""What QEMU calls the network that the card is on."""
_NETWORK = f"user,id={NETDEV},restrict=on"
"""Nothing that the guest sends leaves QEMU, but answers to who was forwarded to it."""


def devices(machine: Machine, boot: Boot, descriptors: Descriptors) -> Options:
    """The devices that a definition adds to its board, in its order."""
    return [option for device in machine.devices for option in _device(device, boot, descriptors)]


def boot_disk(image: Path) -> Options:
    """The disk that a PC's firmware boots, whatever others there are."""
    file = f"read-only=on,filename={_value(str(image))}"
    return [
        *["-blockdev", f"driver=file,node-name=boot,{file}"],
        *["-device", "virtio-blk-pci,drive=boot,bootindex=0"],
    ]


def boot_cd(image: Path) -> Options:
    """The CD that a PC's firmware boots, whatever disks there are."""
    file = f"read-only=on,filename={_value(str(image))}"
    return [
        *["-blockdev", f"driver=file,node-name=boot,{file}"],
        *["-device", "ide-cd,drive=boot,bootindex=0"],
    ]


def _device(device: str, boot: Boot, descriptors: Descriptors) -> Options:
    match device:
        case "virtio-rng":
            source = ["-object", "rng-builtin,id=host-random"]
            return [*source, "-device", "virtio-rng-pci,rng=host-random"]
        case "virtio-blk":
            return [*_disk(boot, descriptors), "-device", "virtio-blk-pci,drive=disk"]
        case "virtio-net":
            # Without the ROM from which a PC's firmware would boot over the network.
            return ["-netdev", _NETWORK, "-device", f"virtio-net-pci,netdev={NETDEV},romfile="]
    return ["-device", device]


def _disk(boot: Boot, descriptors: Descriptors) -> Options:
    """A file that nobody writes to, under an overlay of the guest's own."""
    assert boot.disk, "what is prepared for a machine with a disk has one"
    overlay = f"/proc/self/fd/{descriptors.overlay}"
    return [
        *[
            "-blockdev",
            f"driver=file,node-name=base,read-only=on,filename={_value(str(boot.disk))}",
        ],
        *["-blockdev", f"driver=file,node-name=written,locking=off,filename={overlay}"],
        *["-blockdev", "driver=qcow2,node-name=disk,file=written,backing=base"],
    ]


def _value(text: str) -> str:
    """Text as the value of an option: QEMU takes two commas for one."""
    return text.replace(",", ",,")
