# SPDX-License-Identifier: MIT
"""CDs, and what of them firmware boots.

Source: ECMA-119, section 8 "Volume Descriptors"; "El Torito" Bootable CD-ROM Format
Specification 1.0, figures 2 to 5; UEFI 2.10, 13.3.2.1 "ISO-9660 and El Torito".
"""

from __future__ import annotations

from collections.abc import Iterator

from construct import Const, ConstructError, Int8ul, Int16ul, Int32ul, Padding, Struct

from bench.structs.boot_images.content import Content

SECTOR = 2048
"""Bytes."""
_FIRST = 16
"""The sector of the first volume descriptor."""
_MOST = 16
"""Volume descriptors that are read; a CD has three or four."""
_ENTRIES = 64
"""Entries of the boot catalog in one sector."""

PRIMARY = 1
BOOT_RECORD = 0
TERMINATOR = 255
"""Types of volume descriptors."""

DESCRIPTOR = Struct("type" / Int8ul, "identifier" / Const(b"CD001"), "version" / Int8ul)

EL_TORITO = Struct(
    DESCRIPTOR,
    "system" / Const(b"EL TORITO SPECIFICATION".ljust(32, b"\0")),
    Padding(32),
    "catalog" / Int32ul,
)

VALIDATION = Struct(
    "header_id" / Const(1, Int8ul),
    "platform" / Int8ul,
    Padding(28),
    "key" / Const(0xAA55, Int16ul),
)
"""The boot catalog's first entry; the second is the one to boot without a choice."""

ENTRY = Struct("indicator" / Int8ul, "second" / Int8ul, "count" / Int16ul, Padding(28))
"""Any other: to boot, or a header that begins a section of so many of a platform."""

BOOTABLE = 0x88
HEADERS = (0x90, 0x91)
"""Indicators."""

PLATFORMS = {0: "bios", 0xEF: "efi"}


def is_iso(content: Content) -> bool:
    """Whether there is a volume descriptor where a CD has its first."""
    try:
        DESCRIPTOR.parse(content.at(_FIRST * SECTOR, SECTOR))
    except ConstructError:
        return False
    return True


def platforms(content: Content) -> frozenset[str]:
    """Whose firmware boots a CD: `bios`, `efi`, both or neither."""
    for number in range(_FIRST, _FIRST + _MOST):
        data = content.at(number * SECTOR, SECTOR)
        try:
            record = EL_TORITO.parse(data)
            return frozenset(_bootable(content.at(record.catalog * SECTOR, SECTOR)))
        except ConstructError:
            continue
    return frozenset()


def _bootable(catalog: bytes) -> Iterator[str]:
    platform = VALIDATION.parse(catalog).platform
    for number in range(1, _ENTRIES):
        entry = ENTRY.parse(catalog[number * ENTRY.sizeof() :])
        if entry.indicator in HEADERS:
            platform = entry.second
        elif entry.indicator == BOOTABLE and platform in PLATFORMS:
            yield PLATFORMS[platform]
