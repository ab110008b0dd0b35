# SPDX-License-Identifier: MIT
"""A serial line between a machine and the bench."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, Field, WithJsonSchema

from bench.architectures.board import MOST_LINES
from bench.definitions.strict import STRICT
from bench.definitions.words import Name, text

Uart = Annotated[
    Literal["16550", "pl011", "board"],
    BeforeValidator(text),
    WithJsonSchema({"enum": [16550, "16550", "pl011", "board"]}),
]


class Console(BaseModel):
    """A serial line. The first of a machine is for people, the last is the control line."""

    model_config = STRICT

    name: Name = Field(description="What tests and evidence call it.", examples=["serial0"])
    uart: Uart = Field(
        description=(
            "The chip that the guest drives; `board` for whatever chip a board has there of which "
            "the bench knows nothing."
        ),
        examples=[16550],
    )
    on: Literal["board", "pci", "isa"] = Field(
        default="board",
        description="Where the chip sits: built into the board, or on a card for its bus.",
        examples=["pci"],
    )
    line: int | None = Field(
        default=None,
        ge=0,
        lt=MOST_LINES,
        description=(
            "For `uart: board`, which of the board's own lines it is, as QEMU counts them from 0. "
            "Without it, the one behind the console before."
        ),
        examples=[1],
    )
