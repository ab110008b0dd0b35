# SPDX-License-Identifier: MIT
"""A device beside those of a board: one that the bench names, or any of QEMU's with properties."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    WithJsonSchema,
)

from bench.definitions.strict import STRICT
from bench.definitions.words import Word, like

PROPERTY = r"[A-Za-z][A-Za-z0-9._-]{0,63}"
"""The name of a property, as QEMU has them."""

_VALUE = r"-?[A-Za-z0-9][A-Za-z0-9._:+-]{0,63}"


def _plain(value: Any) -> Any:
    """Let numbers and `true` stand for what QEMU reads."""
    if isinstance(value, bool):
        return "on" if value else "off"
    return str(value) if isinstance(value, int) else value


PropertyValue = Annotated[
    str,
    BeforeValidator(_plain),
    *like(_VALUE, "is not one plain word", "use letters, digits and . _ : + - without commas"),
    WithJsonSchema(
        {"anyOf": [{"type": "string", "pattern": f"^{_VALUE}$"}, {"type": ["integer", "boolean"]}]}
    ),
]
"""A word, a number, or true or false, as text: it can neither end an option nor name a path."""


class Device(BaseModel):
    """A device of QEMU's. Every further key is one of its properties."""

    model_config = ConfigDict(**{**STRICT, "extra": "allow"})
    __pydantic_extra__: dict[str, PropertyValue] = Field(init=False)

    device: Word = Field(description="QEMU's name of it.", examples=["i6300esb"])
    network: bool = Field(
        default=False,
        description="Whether this card is on the bench's network; see `virtio-net`.",
        examples=[True],
    )
    drive: Literal["empty"] | None = Field(
        default=None,
        description="`empty`: a disk of 64 MiB that holds zeros, each guest's its own.",
        examples=["empty"],
    )

    @property
    def properties(self) -> Mapping[str, str]:
        """Its properties, as they stand."""
        return self.__pydantic_extra__ or {}

    def __str__(self) -> str:
        return self.device


NAMED = ("edu", "virtio-blk", "virtio-net", "virtio-rng")
"""Devices that the bench knows how to give to a guest."""

TAGS = ("(word)", "(mapping)")
"""Steps of pydantic's that stand for no key."""


def _form(value: Any) -> str:
    return TAGS[isinstance(value, Mapping | Device)]


AnyDevice = Annotated[
    Annotated[Literal["edu", "virtio-blk", "virtio-net", "virtio-rng"], Tag(TAGS[0])]
    | Annotated[Device, Tag(TAGS[1])],
    Discriminator(_form),
]
