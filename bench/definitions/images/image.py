# SPDX-License-Identifier: MIT
"""An image: a file that boots, or that something boots with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, model_validator

from bench.architectures.registry import ARCHITECTURES
from bench.definitions.images.menu import LOADERS
from bench.definitions.images.origin import Origin, Source
from bench.definitions.images.passes import Passes
from bench.definitions.rules.mistake import Location, Mistake, inconsistency
from bench.definitions.strict import Definition
from bench.definitions.wording import alternatives
from bench.definitions.words import Line, like, one_of

ROLES = {
    "kernel": "kernel",
    "firmware": "firmware",
    "pflash": "pflash",
    "floppy": "floppy",
    "cdrom": "cdrom",
    "disk": "disks",
    "initrd": "initrd",
    "device-tree": "device_tree",
}
"""The argument of `bench.Boot` that each kind of image is for."""

PARTS = ("source", "initrd", "device-tree", "vars")
"""The keys that hold a file; the first is the image itself."""

_OF_A_KERNEL = ("initrd", "device-tree", "append")
_COMPANIONS = ("initrd", "device-tree")
"""Kinds that do not boot by themselves."""

Moment = Annotated[
    str,
    *like(
        r"[^\x00-\x1f\x7f]{1,200}",
        "is not a text of one line",
        'write what the guest says then, such as "Shell> "',
    ),
]
"""A part of a line, blanks at its end included."""


class Image(Definition):
    """A file that boots, with what belongs to it.

    Raises:
        pydantic.ValidationError: for a value that is wrong in itself, or values that
            do not go together.
    """

    summary: Line = Field(
        description="What it is, in one line.", examples=["memtest86+, a tester of memory"]
    )
    kind: Literal[
        "kernel", "firmware", "pflash", "floppy", "cdrom", "disk", "initrd", "device-tree"
    ] = Field(description="As what a machine is given it.", examples=["kernel"])
    architecture: Annotated[str, one_of(ARCHITECTURES)] | None = Field(
        default=None,
        description=(
            "The processor architecture of the machines that boot it. Without this key a look at "
            "the file tells, or the test."
        ),
        examples=["x86_64"],
        json_schema_extra={"enum": list(ARCHITECTURES)},
    )
    source: Source = Field(
        description="Where the file comes from; a text is a path from the project's root.",
        examples=["os/kernel.elf"],
    )
    initrd: Source | None = Field(
        default=None,
        description="The initial RAM disk of a kernel of Linux, or the module of another one.",
        examples=["os/initrd.gz"],
    )
    device_tree: Source | None = Field(
        default=None,
        description="The device tree of a kernel, in place of the board's.",
        examples=["os/board.dtb"],
    )
    vars: Source | None = Field(
        default=None,
        description="The variables of a pflash; each guest has a copy of its own.",
        examples=["firmware/vars.fd"],
    )
    append: Line | None = Field(
        default=None, description="The command line of a kernel.", examples=["console=ttyS0"]
    )

    passes: Passes | None = Field(
        default=None,
        description="How it passes, for `guest.passes()` in a test.",
        examples=[{"exit": "debug-exit", "code": 33}],
    )

    reset: Literal["end", "again"] = Field(
        default="end",
        description="`again`: it goes on after it has reset itself, which otherwise ends it.",
        examples=["again"],
    )

    freeze: Moment | None = Field(
        default=None,
        description=(
            "What its first serial line says at the moment from which its cells go on: one guest "
            "boots, and is frozen there and cloned."
        ),
        examples=["Shell> "],
    )

    @model_validator(mode="after")
    def _goes_together(self) -> Image:
        if found := tuple(self._mistakes()):
            raise inconsistency(found)
        return self

    def __hash__(self) -> int:
        """Equal images have equal names."""
        return hash(self.name)

    @property
    def origins(self) -> tuple[Origin, ...]:
        """Where its files come from, in the order of `PARTS`."""
        found = (getattr(self, part.replace("-", "_")) for part in PARTS)
        return tuple(origin for origin in found if origin)

    def _mistakes(self) -> Iterator[Mistake]:
        for part in PARTS:
            if origin := getattr(self, part.replace("-", "_")):
                yield from origin.mistakes(part)
        yield from self._companions()
        yield from self._kernel()
        yield from self._menu()

    def _companions(self) -> Iterator[Mistake]:
        for key in _OF_A_KERNEL:
            if getattr(self, key.replace("-", "_")) is not None and self.kind != "kernel":
                clash: tuple[Location, ...] = ((key,), ("kind",))
                yield Mistake(clash, "is for a kernel", "leave it out, or write kind: kernel")
        if self.freeze and self.kind in _COMPANIONS:
            yield Mistake(
                (("freeze",), ("kind",)),
                "is for an image that boots by itself",
                "leave it out; write it into the test: bench.Boot(kernel=…, freeze=…)",
            )
        if self.vars and self.kind != "pflash":
            yield Mistake(
                (("vars",), ("kind",)), "is for a pflash", "leave it out, or write kind: pflash"
            )

    def _kernel(self) -> Iterator[Mistake]:
        for part in PARTS:
            origin = getattr(self, part.replace("-", "_"))
            way = origin.way if origin else ""
            if way.startswith("kernel-") and (part != PARTS[0] or self.kind != "kernel"):
                clash: tuple[Location, ...] = ((part, way), ("kind",))
                yield Mistake(clash, "is for a kernel", "write it as source, with kind: kernel")

    def _menu(self) -> Iterator[Mistake]:
        if self.source.menu and self.kind != "cdrom":
            yield Mistake(
                (("source", "menu"), ("kind",)), "makes a CD", "write kind: cdrom, or leave it out"
            )
        for index, entry in enumerate(self.source.menu):
            if len(entry.loaders) + bool(entry.script) != 1:
                yield Mistake(
                    (("source", "menu", index, "title"),),
                    "has to load one thing",
                    f"write one of {alternatives((*LOADERS, 'script'))}",
                )
