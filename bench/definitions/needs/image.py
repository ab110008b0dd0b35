# SPDX-License-Identifier: MIT
"""An image of the project's, as a need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bench.definitions.need import Need


@dataclass(frozen=True)
class Image(Need):
    """What `images/NAME.yaml` describes, with all that belongs to it.

    Args:
        name: of its file, without `.yaml`.
        append: further words for a kernel's command line.
    """

    boots: ClassVar[str] = "file"
    declared: ClassVar[bool] = False  # the definition tells, or a look at the file
    whole_machine: ClassVar[bool] = True
    name: str
    append: str = ""

    @property
    def what(self) -> str:
        """A short name of the guest."""
        return self.name
