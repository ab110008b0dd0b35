# SPDX-License-Identifier: MIT
"""Needs: the guest that a test asks for, as the test's source states it.

Every argument is a literal, so that cells can be listed by reading the source.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, ClassVar

from bench.errors import BenchError

MEDIA = ("floppy", "cdrom", "disks")
"""The media that a PC's firmware tries, in this order."""

RESETS = ("end", "again")
"""The effect of a guest's reset of itself: it ends the guest, or the guest goes on."""

REFUSALS = ("error", "end")
"""The effect of QEMU's refusal to start: an error, or the guest has ended by it."""


@dataclass(frozen=True, kw_only=True)
class Need:
    """The common part of all kinds of guests. Each kind is a module of `bench.definitions.needs`.

    Args:
        reset: `again` lets the guest go on after it has reset itself, which otherwise ends it.
        refusal: `end` lets a test look at a guest that QEMU refuses to start, which otherwise is
            an error: it has ended by `Ending.REFUSED`.

    Attributes:
        kind: the name of the module that defines it, which is that of the kind's module in
            every other layer too.
        boots: the word for it in selectors, tags and the `boots` of a machine.
        declared: whether a machine has to say that it boots this.
        medium: what a PC's BIOS boots it from; empty if it takes no BIOS.
        speaks_on_com1: whether it looks for its first serial line on the board alone.
        has_agent: whether the bench's agent runs in it: it shares a window of memory with the
            bench, and can be cloned.
        whole_machine: whether all of a machine decides which files are booted.
        written: how a hint tells to write it; empty for its name and a call.
    """

    kind: ClassVar[str]
    boots: ClassVar[str]
    declared: ClassVar[bool] = True
    medium: ClassVar[str] = ""
    speaks_on_com1: ClassVar[bool] = True
    has_agent: ClassVar[bool] = False
    whole_machine: ClassVar[bool] = False
    written: ClassVar[str] = ""

    reset: str = "end"
    refusal: str = "error"

    def __init_subclass__(cls, **words: Any) -> None:
        super().__init_subclass__(**words)
        if Need in cls.__bases__:  # what derives from a kind is of that kind
            cls.kind = cls.__module__.rpartition(".")[2]

    def __post_init__(self) -> None:
        for name, known in (("reset", RESETS), ("refusal", REFUSALS)):
            if (value := getattr(self, name)) not in known:
                raise BenchError(
                    f"there is no {name} {value!r}", hint=f"write {' or '.join(known)}"
                )

    @property
    def what(self) -> str:
        """A short name of the guest."""
        return self.boots

    @property
    def steps(self) -> int:
        """How many steps lie between the start and its test, each with a budget of its own."""
        return 0

    def is_among(self, boots: Collection[str]) -> bool:
        """Whether a machine boots this, as far as the `boots` of its definition tells."""
        return not self.declared or self.boots in boots


def refuse_file(name: str, wanted: str) -> None:
    """Say which need is for files where one stands in place of a folder's name.

    Raises:
        BenchError: it is the path of a file.
    """
    if re.search(r"/.*/|\.\w+$", name) or name.startswith("/"):
        raise BenchError(
            f"{name!r} is a file's path and not {wanted}",
            hint=f'write bench.Boot(kernel="{name}")',
        )
