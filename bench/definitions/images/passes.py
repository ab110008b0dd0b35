# SPDX-License-Identifier: MIT
"""How a guest passes, in the words of its author."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, Field

from bench.definitions.strict import STRICT
from bench.definitions.words import mistake


def _pattern(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise mistake(f"is not a regular expression: {error}", "see Python's module re") from None
    return value


Pattern = Annotated[str, AfterValidator(_pattern)]
"""A regular expression of Python's, in which ^ and $ are the ends of a line."""

Way = Literal["debug-exit", "power-off", "reset", "triple-fault", "panic", "refused"]


class Passes(BaseModel):
    """What a guest has to do, and what it must not. Nothing passes on QEMU's own exit code.

    Raises:
        pydantic.ValidationError: for a value that is wrong in itself.
    """

    model_config = STRICT

    exit: Way | None = Field(
        default=None,
        description=(
            "How it ends; `refused`: QEMU refuses to start it. Without this key it ends in any "
            "way, unless `until` says that it need not end."
        ),
        examples=["debug-exit"],
    )
    code: int | None = Field(
        default=None,
        ge=0,
        description="The code that it gives, as the guest wrote it.",
        examples=[33],
    )
    summary: Pattern | None = Field(
        default=None,
        description="What its first serial line says by then, as a regular expression.",
        examples=[r"(\d+) tests, 0 failures"],
    )
    until: Pattern | None = Field(
        default=None,
        description="What its first serial line says when it is done, and need not end.",
        examples=["all tests passed"],
    )
    never: tuple[Pattern, ...] = Field(
        default=(),
        description="What its first serial line never says: the first such line is the verdict.",
        examples=[("panic", "FAIL")],
    )
