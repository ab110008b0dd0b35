# SPDX-License-Identifier: MIT
"""What QEMU has been asked of a machine before its guest is planned."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Asked:
    """QEMU's answers. Of a machine that needs none they are as they stand here.

    Attributes:
        takes_ram: whether its board takes RAM that somebody else has allocated.
        with_rom: those of its devices that bring a ROM for a PC's firmware.
    """

    takes_ram: bool = True
    with_rom: frozenset[str] = frozenset()


NOTHING = Asked()
