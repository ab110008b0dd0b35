# SPDX-License-Identifier: MIT
"""A frozen guest, as it lies on the shelf."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bench.qemu.emulator import Scheme

RAM, STATE, DESCRIPTION = "ram", "state", "template.json"
FIRMWARE = "firmware"
"""The files of a template: guest memory, device state, its description, and what firmware left in
the window's memory: the ACPI tables of a PC lie at the end of all RAM."""


def overlay(number: int) -> str:
    """The file of a template that holds what was written to a disk.

    Args:
        number: of the disk's overlay among the plan's descriptors.
    """
    return f"overlay-{number}"


@dataclass(frozen=True)
class Template:
    """The description of a frozen guest. Of one without an agent, release and nonce are empty.

    Attributes:
        title: for people.
        machine: the machine's name.
        milestones: what it has behind it, `booted` first.
        parent: the key of the template that it grew from.
        release: its kernel's.
        nonce: lies in the guest's RAM and nowhere else, in hexadecimal; who shows it is
            that guest, or a copy of it.
        uptime: of the guest when it was frozen, by its monotonic clock, in ns.
        said: what each console had said by then, as Latin-1 text, so that it is JSON.
        scheme: of the URI that its device state was saved to.
    """

    title: str
    machine: str
    milestones: tuple[str, ...]
    parent: str | None
    release: str
    nonce: str
    uptime: int
    said: Mapping[str, str]
    scheme: Scheme

    def write(self, folder: Path) -> None:
        """Describe the template in a folder."""
        (folder / DESCRIPTION).write_text(json.dumps(asdict(self), indent=1))

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Template:
        """The inverse of `write`."""
        return cls(**{**data, "milestones": tuple(data["milestones"])})
