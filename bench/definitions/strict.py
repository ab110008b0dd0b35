# SPDX-License-Identifier: MIT
"""The common settings of all models of definitions."""

from __future__ import annotations

from pydantic import ConfigDict


def kebab(field: str) -> str:
    """The key of a field in a file: `not_modelled` is written `not-modelled`."""
    return field.replace("_", "-")


STRICT = ConfigDict(
    frozen=True,
    strict=True,
    extra="forbid",
    alias_generator=kebab,
    validate_by_name=True,
    validate_by_alias=True,
)
"""Frozen, no conversions, no unknown keys; Python uses names, files use kebab-case."""
