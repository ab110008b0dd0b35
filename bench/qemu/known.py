# SPDX-License-Identifier: MIT
"""Whether an emulator has what a definition names, which no table of the bench's says."""

from __future__ import annotations

from collections.abc import Iterator

from bench.definitions.machine import Machine
from bench.definitions.reading.explanation import clash
from bench.definitions.rules.mistake import Mistake
from bench.definitions.wording import shown, suggest
from bench.errors import BenchError
from bench.qemu.catalogue import board_options, machinery, processors
from bench.qemu.planning.asked import NOTHING, Asked

_OF_THE_HOST = "host"
"""The CPU model that is the host's own, which QEMU lists where it could have one."""


def asked_of(machine: Machine) -> Asked:
    """What QEMU says of a machine. Where all of it is in the bench's own tables, none is started.

    Raises:
        BenchError: QEMU lacks something that the definition names.
        HostError: QEMU is not installed, or does not answer.
    """
    if machine.board_facts.known:
        return NOTHING
    for mistake in lacking(machine):
        found = clash(mistake)
        raise BenchError(f"machine {machine.name}: {found.message}", hint=found.hint)
    return Asked(takes_ram=machinery(machine.architecture)[machine.board].takes_ram)


def lacking(machine: Machine) -> Iterator[Mistake]:
    """What a definition names and this host's QEMU lacks.

    Raises:
        HostError: QEMU is not installed, or does not answer.
    """
    qemu, boards = machine.architecture_facts.qemu, machinery(machine.architecture)
    board = boards.get(machine.board)
    if board is None or board.name == "none":
        names = [name for name in boards if name != "none"]
        yield Mistake(
            (("board",),),
            f"{shown(machine.board)} is not a board of this host's {qemu}",
            suggest(machine.board, names),
        )
        return
    yield from _cpus(machine, board.most_cpus)
    options = board_options(machine.architecture, board.name)
    for name in machine.board_options:
        if name not in options:
            yield Mistake(
                (("board-options", name),),
                f"{machine.board} has no such property",
                suggest(name, options),
                in_key=True,
            )


def _cpus(machine: Machine, most: int) -> Iterator[Mistake]:
    models = processors(machine.architecture)
    if machine.cpu is not None and machine.cpu not in {*models, _OF_THE_HOST}:
        yield Mistake(
            (("cpu",),),
            f"{shown(machine.cpu)} is not a CPU model of this host's "
            f"{machine.architecture_facts.qemu}",
            suggest(machine.cpu, models),
        )
    if machine.cpus > most:
        yield Mistake(
            (("cpus",), ("board",)),
            f"{machine.cpus} are more than the {most} of {machine.board}",
            f"write {most} or less",
        )
