# SPDX-License-Identifier: MIT
"""A row of a ledger, as its file states it."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field, WithJsonSchema, field_validator, model_validator

from bench.architectures.registry import ARCHITECTURES
from bench.definitions.rules.mistake import Location, Mistake, inconsistency
from bench.definitions.strict import Definition
from bench.definitions.words import like, mistake, one_of


class Verdict(StrEnum):
    """The verdict on a claim.

    A person's word is what its tests show if they are green. Whether they are, a run tells.
    """

    REPRODUCED = "reproduced"
    REFUTED = "refuted"
    IN_PART = "in part"
    MEASURED = "measured"
    NOT_TESTABLE = "not testable"
    NOT_YET = "not yet"
    """No test shows it so far."""
    NOT_SETTLED = "not settled"
    """Its tests did not run, were skipped, or are missing on an architecture."""
    RED = "red"
    """A test that is to show it failed when it ran last."""


SHOWN = (Verdict.REPRODUCED, Verdict.REFUTED, Verdict.IN_PART, Verdict.MEASURED)
"""What green tests can show."""

Text = Annotated[
    str, *like(r"[^\x00-\x1f\x7f]{1,500}", "is not a line of text", "write one of up to 500")
]
Node = Annotated[
    str,
    *like(
        r"[\w./-]+\.py::[\w\[\]:.-]+",
        "is not a test of pytest's",
        "write for example tests/test_a.py::test_b",
    ),
]


class Claim(Definition):
    """What a source claims, and what shows it.

    Raises:
        pydantic.ValidationError: for a value that is wrong in itself, or values that
            do not go together.
    """

    # An id of any ledger's: E-09, 4.2.1, ERR-017.
    name: Annotated[
        str, *like(r"[A-Za-z0-9][\w.-]{0,39}", "is not an id", "write for example E-09")
    ]

    claim: Text = Field(description="What the source says, in one line.", examples=["It is fast."])
    observe: Text = Field(
        description="What has to be seen for it, whatever the outcome.",
        examples=["The time of it."],
    )
    on: tuple[Annotated[str, one_of(ARCHITECTURES)], ...] = Field(
        default=(),
        description="The architectures on which it has to be seen; none for what the host shows.",
        examples=[(next(iter(ARCHITECTURES)),)],
        json_schema_extra={"uniqueItems": True},
    )
    shows: Annotated[Verdict, WithJsonSchema({"enum": [str(each) for each in SHOWN]})] | None = (
        Field(
            default=None,
            description="What it means if every test of the row is green; nothing yet without it.",
            examples=["reproduced"],
        )
    )
    part: Text | None = Field(
        default=None, description="Of `in part`: which part holds.", examples=["On a PC it is."]
    )
    untestable: Text | None = Field(
        default=None, description="Why no test can show it.", examples=["It is a wish."]
    )
    figure: Text | None = Field(
        default=None, description="The source's figure, with its unit.", examples=["12 µs"]
    )
    note: Text | None = Field(
        default=None,
        description="What holds instead, what is missing, what else was found.",
        examples=["Only on Tuesdays."],
    )
    by: tuple[Node, ...] = Field(
        default=(),
        description="Tests of pytest's that show it on the host.",
        examples=[("tests/test_a.py::test_b",)],
        json_schema_extra={"uniqueItems": True},
    )

    @field_validator("shows", mode="before")
    @classmethod
    def _verdict(cls, value: Any) -> Any:
        if value not in SHOWN:
            raise mistake("is not what tests can show", f"write {', '.join(SHOWN)}")
        return Verdict(value)

    @model_validator(mode="after")
    def _goes_together(self) -> Claim:
        if found := tuple(self._mistakes()):
            raise inconsistency(found)
        return self

    def _mistakes(self) -> Iterator[Mistake]:
        clash: tuple[Location, ...] = (("untestable",), ("shows",))
        if self.untestable and self.shows:
            yield Mistake(clash, "does not go with shows", "leave one of them out")
        if (self.shows is Verdict.IN_PART) != (self.part is not None):
            if self.part:
                yield Mistake((("part",), ("shows",)), "is for shows: in part", "leave it out")
            else:
                yield Mistake((("part",),), "is missing", "write which part holds", absent=True)
        if self.shows and not (self.on or self.by):
            yield Mistake(
                (("on",),), "is missing", "write the architectures, or by: tests", absent=True
            )
