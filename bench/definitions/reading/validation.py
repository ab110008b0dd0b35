# SPDX-License-Identifier: MIT
"""Values from a file to what it defines, or everything that is wrong with them."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import ValidationError

from bench.definitions.reading.explanation import Finding, findings
from bench.definitions.reading.keys import required
from bench.definitions.strict import Definition, noun

D = TypeVar("D", bound=Definition)


def validated(values: dict[str, Any], name: str, kind: type[D]) -> tuple[D | None, list[Finding]]:
    """Validate the values of a definition.

    Values that go together are looked for even where others are wrong in themselves:
    examples stand in for these, and what clashes with an example is not told.

    Returns:
        What is defined, unless a value is wrong; and everything that is wrong.
    """
    found = [_name_key(kind)] if "name" in values else []
    try:
        return _defined(values, name, kind), found
    except ValidationError as error:
        found += findings(error, kind)
    wrong = {finding.at[0][0] for finding in found}
    right = {key: value for key, value in values.items() if key not in wrong}
    stand_ins = {key: value for key, value in required(kind).items() if key in wrong}
    try:
        _defined(right | stand_ins, name, kind)
    except ValidationError as error:
        found += [
            clash for clash in findings(error, kind) if wrong.isdisjoint(at[0] for at in clash.at)
        ]
    return None, found


def _name_key(kind: type[Definition]) -> Finding:
    what = f"name: is not a key of {noun(kind)}"
    return Finding((("name",),), what, "its file's name is its name", "key")


def _defined(values: dict[str, Any], name: str, kind: type[D]) -> D:
    return kind.model_validate({**values, "name": name}, by_alias=True, by_name=False)
