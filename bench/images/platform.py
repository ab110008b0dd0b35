# SPDX-License-Identifier: MIT
"""All of a machine that shapes what it boots."""

from __future__ import annotations

from dataclasses import dataclass, field

from bench.architectures.architecture import Architecture
from bench.architectures.registry import ARCHITECTURES
from bench.definitions.linux import default_series
from bench.definitions.machine import Machine
from bench.definitions.need import Need


@dataclass(frozen=True)
class Platform:
    """Machines with equal platforms boot the same files for a need.

    Attributes:
        name: of its architecture.
        series: of the Linux kernel.
        disk: whether it has a disk.
        screen: whether it has a VGA adapter.
        machine: all of it, where it decides how somebody's file is booted.
    """

    name: str
    series: str = field(default_factory=default_series)
    disk: bool = False
    screen: bool = False
    machine: Machine | None = None

    @classmethod
    def of(cls, machine: Machine, need: Need) -> Platform:
        """The platform that a machine is for what it boots."""
        return cls(
            machine.architecture,
            machine.linux,
            disk="virtio-blk" in machine.devices,
            screen=machine.screen is not None and machine.screen.kind == "vga",
            machine=machine if need.whole_machine else None,
        )

    @property
    def architecture(self) -> Architecture:
        """The facts of its architecture."""
        return ARCHITECTURES[self.name]
