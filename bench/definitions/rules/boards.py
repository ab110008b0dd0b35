# SPDX-License-Identifier: MIT
"""What goes together on a board of which the bench knows the facts, and on any other."""

from __future__ import annotations

from collections.abc import Iterator

from bench.architectures.registry import ARCHITECTURES, BOARDS
from bench.definitions.machine_keys import MachineKeys
from bench.definitions.rules.mistake import Location, Mistake
from bench.definitions.wording import alternatives, shown
from bench.text import did_you_mean


def of_another(machine: MachineKeys) -> Iterator[Mistake]:
    """A board that the bench knows, but of another architecture."""
    if machine.board_facts.known:
        return
    if any(each.board(machine.board).known for each in ARCHITECTURES.values()):
        yield Mistake(
            (("board",), ("architecture",)),
            f"{machine.board} does not exist for {machine.architecture}",
            f"use {alternatives(machine.architecture_facts.boards)}",
        )


def needs_of_known(machine: MachineKeys) -> Iterator[Mistake]:
    """What a board needs, or must not have, of which the bench knows the facts."""
    if machine.cpu is None:
        yield Mistake((("cpu",),), "is missing", "write for example max", absent=True)
    if "boots" not in machine.model_fields_set:
        yield Mistake((("boots",),), "is missing", "write for example [go, linux]", absent=True)
    if machine.ram_at is not None:
        yield Mistake(
            (("ram-at",), ("board",)),
            f"the bench knows where RAM of {machine.board} begins",
            "leave ram-at out",
        )


def beyond_unknown(machine: MachineKeys) -> Iterator[Mistake]:
    """What only a board can have of which the bench knows the facts: told as one mistake."""
    asked = [*_of_known(machine)]
    if not asked:
        return
    what, *others = dict.fromkeys(str(at[0]) for at in asked)
    need = f"{', '.join(others)} and {what} need" if others else f"{what} needs"
    names = [board.name for board in BOARDS]
    near = did_you_mean(machine.board, [*machine.architecture_facts.boards, *names])
    yield Mistake(
        (("board",), *asked),
        f"{shown(machine.board)} is not one of the boards that the bench knows, and {need} one",
        near or "write boots: [] and uart: board there",
    )


def _of_known(machine: MachineKeys) -> Iterator[Location]:
    if machine.boots:
        yield ("boots",)
    if machine.interrupts:
        yield ("interrupts",)
    for index, console in enumerate(machine.consoles):
        if (console.uart, console.on) not in machine.board_facts.uarts:
            yield ("consoles", index, "uart")
    if machine.screen and machine.screen.kind == "vga":
        yield ("screen", "kind")
