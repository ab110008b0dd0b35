# SPDX-License-Identifier: MIT
"""Further options for QEMU whose effect a template cannot hold, so that a guest has to boot.

A template is the guest's memory and its devices' state, named for all that shaped them. A disk that
the guest writes is neither, nor is a file whose bytes its name and time do not tell, nor what a
character device, a network or a device of the host does. What is not known to be harmless is taken
for one of these.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

_Options = dict[str, str]


def why_unknowable(options: Sequence[str], empty_drives: int = 0) -> str:
    """Why a guest with these options has to boot; empty if a template can stand for it.

    Args:
        options: a definition's `raw-qemu-options`, one argument an item.
        empty_drives: how many disks it has that the guest writes to itself, under no overlay.
    """
    if empty_drives:
        return "no template can hold what the guest writes to drive: empty"
    for name, value in _pairs(options):
        judge = _JUDGES.get(name)
        if judge is None or not judge(value):
            said = f"-{name} {value}".strip()
            return f"no template can hold what raw-qemu-options ask for: {said}"
    return ""


def _pairs(options: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each option without its dashes, with its value."""
    at = 0
    while at < len(options):
        value = options[at + 1] if at + 1 < len(options) else ""
        takes = bool(value) and not value.startswith("-")
        yield options[at].lstrip("-"), value if takes else ""
        at += 1 + takes


def _parsed(value: str) -> _Options:
    """`driver,key=value,…`, the first word as that of the empty key."""
    words = [word.replace("\0", ",") for word in value.replace(",,", "\0").split(",")]
    pairs = (word.partition("=") for word in words)
    return {key if sign else "": text if sign else key for key, sign, text in pairs}


def _harmless(value: str) -> bool:
    return all(map(_is_known, _parsed(value).values()))


def _is_known(text: str) -> bool:
    """Whether the key of a template tells what a value stands for: it has each file's state."""
    return "/" not in text or Path(text).is_file()


def _device(value: str) -> bool:
    options = _parsed(value)
    if re.search("vfio|vhost|ivshmem|host|passthrough|mtp|input-", options.get("", "")):
        return False
    return not _BACKENDS & options.keys() and _harmless(value)


_BACKENDS = {"chardev", "netdev", "memdev", "fsdev", "evdev", "audiodev", "host", "sysfsdev"}
"""Properties of a device that name something of the host's."""


def _drive(value: str) -> bool:
    options = _parsed(value)
    read_only = options.get("readonly", options.get("read-only")) == "on"
    # Another format may name further files.
    return read_only and options.get("format") == "raw" and _harmless(value)


def _block_device(value: str) -> bool:
    options = _parsed(value)
    return (
        options.get("read-only") == "on"
        and options.get("driver") in {"file", "raw"}
        and _harmless(value)
    )


def _object(value: str) -> bool:
    return _parsed(value).get("", "") in {"rng-builtin", "iothread", "memory-backend-ram"}


_HARMLESS = (
    *("cpu", "smp", "m", "machine", "M", "global", "rtc", "boot", "icount", "append", "name"),
    *("uuid", "smbios", "acpitable", "fw_cfg", "bios", "dtb", "initrd", "kernel", "cdrom"),
    *("vga", "usb", "no-hpet", "no-acpi", "no-fd-bootchk", "win2k-hack"),
)

_JUDGES: dict[str, Callable[[str], bool]] = {
    **dict.fromkeys(_HARMLESS, _harmless),
    "device": _device,
    "drive": _drive,
    "blockdev": _block_device,
    "object": _object,
}
"""Tests of an option's value for harmlessness, by the option's name (invocation(7))."""
