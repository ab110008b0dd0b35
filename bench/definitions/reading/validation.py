# SPDX-License-Identifier: MIT
"""Values from a file to a machine, or everything that is wrong with them."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from bench.definitions.machine import Machine
from bench.definitions.reading.explanation import Finding, findings
from bench.definitions.reading.keys import required

NAME_KEY = Finding(
    (("name",),), "name: is not a key of a machine", "its file's name is its name", "key"
)


def validated(values: dict[str, Any], name: str) -> tuple[Machine | None, list[Finding]]:
    """Validate the values of a machine.

    Values that go together are looked for even where others are wrong in themselves:
    examples stand in for these, and what clashes with an example is not told.

    Returns:
        The machine, unless a value is wrong; and everything that is wrong.
    """
    found = [NAME_KEY] if "name" in values else []
    try:
        return _machine(values, name), found
    except ValidationError as error:
        found += findings(error)
    wrong = {finding.at[0][0] for finding in found}
    right = {key: value for key, value in values.items() if key not in wrong}
    stand_ins = {key: value for key, value in required(Machine).items() if key in wrong}
    try:
        _machine(right | stand_ins, name)
    except ValidationError as error:
        found += [clash for clash in findings(error) if wrong.isdisjoint(at[0] for at in clash.at)]
    return None, found


def _machine(values: dict[str, Any], name: str) -> Machine:
    return Machine.model_validate({**values, "name": name}, by_alias=True, by_name=False)
