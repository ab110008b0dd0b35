# SPDX-License-Identifier: MIT
"""The keys of a machine, each valid by itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from bench.architectures.architecture import Architecture
from bench.architectures.board import Board
from bench.architectures.registry import ARCHITECTURES, BOARDS
from bench.definitions.console import Console
from bench.definitions.device import AnyDevice, Device
from bench.definitions.linux import SERIES, default_series
from bench.definitions.needs import BOOTS
from bench.definitions.screen import Screen
from bench.definitions.strict import Definition
from bench.definitions.words import (
    WORD,
    Address,
    Line,
    OptionValue,
    Size,
    Word,
    mistake,
    one_of,
)

SD = "sd"
"""The word for the slot of a board that has one for SD cards."""

_BOARDS = tuple(dict.fromkeys(board.name for board in BOARDS))

BoardName = Annotated[
    Word,
    WithJsonSchema(
        {"anyOf": [{"enum": list(_BOARDS)}, {"type": "string", "pattern": f"^{WORD}$"}]}
    ),
]
BootsWord = Annotated[str, one_of(BOOTS), Field(json_schema_extra={"enum": list(BOOTS)})]


def _no_semihosting(value: object) -> object:
    if value == "semihosting":
        raise mistake("is no longer an exit: it gives guests the host's files", "write psci")
    return value


ExitChannel = Annotated[
    Literal["debug-exit", "psci", "acpi", "pvpanic"], BeforeValidator(_no_semihosting)
]


def _versions(value: str) -> str:
    try:
        return str(SpecifierSet(value))
    except InvalidSpecifier:
        raise mistake("does not say which versions", 'write for example ">=8.0"') from None


Versions = Annotated[Line, AfterValidator(_versions)]
"""Conditions of a version, separated by commas (Python Packaging, "Version specifiers")."""


class MachineKeys(Definition):
    """The keys of a machine's file and of those that it extends.

    Raises:
        pydantic.ValidationError: for a value that is wrong in itself.
    """

    summary: Line = Field(
        description="What it is, in one line.", examples=["x86_64 PC with an i440FX chip set"]
    )
    architecture: Annotated[str, one_of(ARCHITECTURES)] = Field(
        description="The processor architecture.",
        examples=["x86_64"],
        json_schema_extra={"enum": list(ARCHITECTURES)},
    )
    board: BoardName = Field(
        description=(
            "QEMU's machine type: one of which the bench knows the facts, a version of it such as "
            "pc-q35-7.2, or any other that QEMU has."
        ),
        examples=["pc"],
    )
    qemu: Versions | None = Field(
        default=None,
        description=(
            "The versions of QEMU that it needs, such as `>=8.0` or `>=7.2,<9`. With another one "
            "its cells are skipped."
        ),
        examples=[">=8.0"],
    )
    board_options: Mapping[Word, OptionValue] = Field(
        default_factory=dict,
        description="Properties of the machine type, as QEMU spells them.",
        examples=[{"rtc": "on"}],
        json_schema_extra={"additionalProperties": False},
    )
    cpu: Word | None = Field(
        default=None,
        description=(
            "QEMU's CPU model. A board of which the bench knows nothing may have one of its own."
        ),
        examples=["max"],
    )
    cpus: int = Field(default=1, ge=1, le=64, description="How many CPUs.", examples=[4])
    memory: Size = Field(description="RAM in whole MiB.", examples=["256M"])
    ram_at: Address | None = Field(
        default=None,
        description=(
            "Guest-physical address at which RAM begins, where the bench does not know the board: "
            "for a screen of kind memory, and to read the memory of a guest that has ended."
        ),
        examples=["0x40000000"],
    )
    accelerator: Literal["auto", "tcg", "kvm"] = Field(
        default="auto",
        description="`auto` takes KVM where a probe has booted with it, else TCG.",
        examples=["tcg"],
    )
    interrupts: Literal["gicv2", "gicv3"] | None = Field(
        default=None,
        description="The interrupt controller, where the board has a choice.",
        examples=["gicv2"],
    )
    boots: tuple[BootsWord, ...] = Field(
        default=(),
        description=(
            "What it can boot of what the bench builds. Images and files boot wherever they fit."
        ),
        examples=[("go", "linux")],
        json_schema_extra={"uniqueItems": True},
    )
    linux: Annotated[str, one_of(SERIES)] = Field(
        default_factory=default_series,
        description=(
            "The series of the Linux kernel that it boots, where it boots Linux. "
            "Without this key, the one of the host's own Debian."
        ),
        examples=["6.12"],
        json_schema_extra={"enum": list(SERIES)},
    )
    only_when_named: bool = Field(
        default=False,
        description=(
            "Whether tests run on it only where it is named, as in `-t machine:NAME`, "
            "and not with all the others."
        ),
        examples=[True],
    )
    consoles: tuple[Console, ...] = Field(
        min_length=1,
        description="Serial lines: the first is for people, the last is the control line.",
        examples=[({"name": "serial0", "uart": 16550},)],
    )
    screen: Screen | None = Field(
        default=None,
        description="Where the text screen is, if there is one.",
        examples=[{"kind": "memory", "at": "0xb8000"}],
    )
    devices: tuple[AnyDevice, ...] = Field(
        default=(),
        description=(
            "Devices beside those of the board. "
            "`edu`: QEMU's device for teaching driver authors; "
            "`virtio-blk`: a disk with an empty ext4 file system, each guest's its own; "
            "`virtio-net`: a network card of a network with nothing on it but the guest, which "
            "the host reaches where a test forwards a port; "
            "`virtio-rng`: random bytes from the host. "
            "A mapping is any device of QEMU's, with its properties."
        ),
        examples=[("edu", {"device": "i6300esb"})],
    )
    disk_device: Word | None = Field(
        default=None,
        description=(
            "QEMU's device for a disk that a test brings, in place of the board's usual one. `sd`: "
            "a card in the slot that the board has."
        ),
        examples=["usb-storage"],
    )
    cd_device: Word | None = Field(
        default=None,
        description="The same for a CD.",
        examples=["scsi-cd"],
    )
    exit: tuple[ExitChannel, ...] = Field(
        default=(),
        description=(
            "How a guest ends with a code or a reason. "
            "`debug-exit`: a code that it writes to I/O port 0xf4; `psci`: power off, with a code "
            "if it has one, and reset calls; `acpi`: power off; "
            "`pvpanic`: a panic that the guest reports."
        ),
        examples=[("debug-exit",)],
        json_schema_extra={"uniqueItems": True},
    )
    not_modelled: tuple[Line, ...] = Field(
        default=(),
        description="What the real thing has and this has not.",
        examples=[("GPU", "clocks")],
    )
    raw_qemu_options: tuple[Line, ...] = Field(
        default=(),
        description="The escape hatch: further arguments for QEMU, one an item, as they are.",
        examples=[("-device", "i6300esb")],
    )

    @property
    def architecture_facts(self) -> Architecture:
        """The facts of its architecture."""
        return ARCHITECTURES[self.architecture]

    @property
    def board_facts(self) -> Board:
        """The facts of its board."""
        return self.architecture_facts.board(self.board)

    @property
    def accelerator_wanted(self) -> Literal["auto", "tcg", "kvm"]:
        """Its accelerator; boards that the bench does not know are mostly not for KVM."""
        auto = self.accelerator == "auto"
        return "tcg" if auto and not self.board_facts.known else self.accelerator

    @property
    def ram_start(self) -> int | None:
        """Guest-physical address at which RAM begins; None where nobody has said it."""
        return self.architecture_facts.ram if self.board_facts.known else self.ram_at

    @property
    def device_names(self) -> tuple[str, ...]:
        """The names of its devices, in their order."""
        return tuple(map(str, self.devices))

    @property
    def has_network(self) -> bool:
        """Whether one of its devices is a card on the bench's network."""
        return "virtio-net" in self.devices or any(each.network for each in self.further_devices)

    @property
    def further_devices(self) -> tuple[Device, ...]:
        """Its devices by QEMU's own names, in their order."""
        return tuple(each for each in self.devices if isinstance(each, Device))

    @property
    def empty_drives(self) -> int:
        """How many of its devices have an empty disk."""
        return sum(each.drive is not None for each in self.further_devices)

    @property
    def takes_disks_by(self) -> str:
        """QEMU's device for a disk that a test brings; empty where there is none."""
        return self.disk_device or self.board_facts.disk

    @property
    def takes_cds_by(self) -> tuple[str, ...]:
        """The same for a CD, behind what it hangs on; empty where there is none."""
        return (self.cd_device,) if self.cd_device else self.board_facts.cd
