# SPDX-License-Identifier: MIT
"""Values of a machine that do not go together."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic_core import PydanticCustomError

Location = tuple[str | int, ...]
"""Keys and indices from the top of a file: `("consoles", 1, "uart")`."""


@dataclass(frozen=True)
class Mistake:
    """Values that do not go together.

    Attributes:
        at: what is to blame, then what it clashes with.
        message: what is wrong, without the name of the first value.
        hint: what to do instead.
        absent: whether the value is missing.
        in_key: whether the key is wrong, and not its value.
    """

    at: tuple[Location, ...]
    message: str
    hint: str
    absent: bool = False
    in_key: bool = False


def inconsistency(found: tuple[Mistake, ...]) -> PydanticCustomError:
    """One error that carries all mistakes, for pydantic."""
    text = "; ".join(f"{mistake.at[0][0]}: {mistake.message}" for mistake in found)
    return PydanticCustomError("inconsistent", "{text}", {"text": text, "mistakes": found})
