# SPDX-License-Identifier: MIT
"""The common part of all models of definitions."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from bench.definitions.wording import with_article
from bench.definitions.words import Name


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


class Definition(BaseModel):
    """What a file defines, which is named for its file.

    Raises:
        pydantic.ValidationError: for a value that is wrong.
    """

    model_config = STRICT

    name: Name


def noun(model: type[BaseModel]) -> str:
    """The word for what a model describes, with an article: `a machine`."""
    return with_article(model.__name__.lower())
