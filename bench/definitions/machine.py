# SPDX-License-Identifier: MIT
"""Machines: the emulated hardware that tests run on."""

from __future__ import annotations

from pydantic import model_validator

from bench.definitions.machine_keys import MachineKeys
from bench.definitions.rules import inconsistency, mistakes


class Machine(MachineKeys):
    """A machine that tests can run on: keys whose values go together.

    Raises:
        pydantic.ValidationError: for a value that is wrong in itself, or values that
            do not go together.
    """

    @model_validator(mode="after")
    def _goes_together(self) -> Machine:
        if found := tuple(mistakes(self)):
            raise inconsistency(found)
        return self

    def __hash__(self) -> int:
        """Equal machines have equal names."""
        return hash(self.name)
