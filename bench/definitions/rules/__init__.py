# SPDX-License-Identifier: MIT
"""Which values of a machine go together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bench.architectures.registry import BOARDS
from bench.definitions.machine_keys import MachineKeys
from bench.definitions.needs import NEEDS
from bench.definitions.rules.boards import beyond_unknown, needs_of_known, of_another
from bench.definitions.rules.devices import devices
from bench.definitions.rules.mistake import Location, Mistake, inconsistency
from bench.definitions.wording import alternatives

__all__ = ["Location", "Mistake", "inconsistency", "mistakes"]

_BY_BIOS = {need.boots: need.medium for need in NEEDS.values() if need.medium}
"""The media from which a PC's firmware boots each kind of guest."""

_ON_COM1 = {need.boots for need in NEEDS.values() if need.speaks_on_com1}

VGA_TEXT = range(0xB8000, 0xC0000)
"""Guest-physical addresses of the text cells of a VGA adapter."""


_RESERVED_OPTIONS: dict[str, str] = {
    "accel": "use the key accelerator",
    "gic-version": "use the key interrupts",
    "memory": "use the key memory",
    "smp": "use the key cpus",
    "type": "use the key board",
    "append": "what boots is the test's to say",
    "dtb": "what boots is the test's to say",
    "firmware": "what boots is the test's to say",
    "initrd": "what boots is the test's to say",
    "kernel": "what boots is the test's to say",
    "dumpdtb": "it writes a file instead of booting",
    "memory-backend": "the bench places the guest's memory",
}
"""Board options that a definition must not set, and what to do instead."""


def mistakes(machine: MachineKeys) -> Iterator[Mistake]:
    """All ways in which the values of a machine do not go together."""
    yield from _repetitions(machine)
    if elsewhere := [*of_another(machine)]:
        yield from elsewhere
        return
    if machine.board_facts.known:
        yield from needs_of_known(machine)
    elif too_much := [*beyond_unknown(machine)]:
        yield from too_much
        return
    yield from _boots(machine)
    yield from _board_options(machine)
    yield from _processors(machine)
    yield from _consoles(machine)
    yield from _lines(machine)
    yield from _first_console(machine)
    yield from _screen(machine)
    yield from devices(machine)
    yield from _exits(machine)
    yield from _raw_options(machine)


def _repetitions(machine: MachineKeys) -> Iterator[Mistake]:
    named: dict[str, list[tuple[Location, str]]] = {
        "boots": [(("boots", i), name) for i, name in enumerate(machine.boots)],
        "devices": [
            (("devices", n), word)
            for n, word in enumerate(machine.devices)
            if isinstance(word, str)
        ],
        "exit": [(("exit", i), name) for i, name in enumerate(machine.exit)],
        "consoles": [
            (("consoles", i, "name"), console.name) for i, console in enumerate(machine.consoles)
        ],
    }
    for places in named.values():
        seen: set[str] = set()
        for at, name in places:
            if name in seen:
                yield Mistake((at,), f'"{name}" stands there already', "name each once")
            seen.add(name)


def _boots(machine: MachineKeys) -> Iterator[Mistake]:
    if machine.board_facts.bios:
        return
    fitting = [board.name for board in BOARDS if board.bios]
    for index, what in enumerate(machine.boots):
        if what in _BY_BIOS:
            yield Mistake(
                (("boots", index), ("board",)),
                f"{machine.board} has no BIOS that boots a {_BY_BIOS[what]}",
                f"use board: {alternatives(fitting)}, or leave {what} out",
            )


def _board_options(machine: MachineKeys) -> Iterator[Mistake]:
    for key in machine.board_options:
        if key in _RESERVED_OPTIONS:
            yield Mistake(
                (("board-options", key),), "is not for a definition to set", _RESERVED_OPTIONS[key]
            )


def _processors(machine: MachineKeys) -> Iterator[Mistake]:
    controllers = machine.board_facts.interrupts
    default, *_ = *controllers, ""
    controller = machine.interrupts or default
    if controller and controller not in controllers:
        yield Mistake(
            (("interrupts",), ("board",)),
            f"{machine.board} has no {controller}",
            "leave interrupts out",
        )
    elif controller and machine.cpus > controllers[controller]:
        yield Mistake(
            (("cpus",), ("interrupts",)),
            f"{machine.cpus} are more than the {controllers[controller]} that {controller} serves",
            "use interrupts: gicv3",
        )
    if machine.cpu == "host" and machine.accelerator != "kvm":
        yield Mistake(
            (("cpu",), ("accelerator",)),
            f"host does not go with accelerator {machine.accelerator}",
            "use cpu: max, or accelerator: kvm",
        )


def _consoles(machine: MachineKeys) -> Iterator[Mistake]:
    room = machine.board_facts.uarts
    used: Counter[tuple[str, str]] = Counter()
    for index, console in enumerate(machine.consoles):
        slot = (console.uart, console.on)
        used[slot] += 1
        fitting = alternatives(f"{uart} on {place}" for uart, place in room)
        if slot not in room:
            yield Mistake(
                (("consoles", index, "uart"), ("board",)),
                f"{machine.board} takes no {console.uart} on {console.on}",
                f"use {fitting}",
            )
        elif used[slot] == room[slot] + 1:
            yield Mistake(
                (("consoles", index, "uart"), ("board",)),
                f"{machine.board} has room for {room[slot]} x {console.uart} on {console.on}",
                f"use {fitting}",
            )


def _lines(machine: MachineKeys) -> Iterator[Mistake]:
    """Numbers of the board's own lines, each behind the one before."""
    least = 0
    for index, console in enumerate(machine.consoles):
        if console.line is not None and console.uart != "board":
            yield Mistake(
                (("consoles", index, "line"),),
                "is for uart: board alone",
                "leave it out: the lines of a chip have their places in turn",
            )
        elif console.line is not None and console.line < least:
            yield Mistake(
                (("consoles", index, "line"),),
                f"{console.line} does not come behind the console before",
                f"write {least} or more, or put it further up",
            )
        elif console.uart == "board":
            least = (least if console.line is None else console.line) + 1


def _first_console(machine: MachineKeys) -> Iterator[Mistake]:
    """Only Linux looks for a card: other kernels, and a PC's BIOS, speak on COM1."""
    speaking = [what for what in machine.boots if what in _ON_COM1]
    if machine.board_facts.com_ports and speaking and machine.consoles[0].on != "board":
        yield Mistake(
            (("consoles", 0, "on"), ("boots",)),
            f"the first line is not COM1, on which {alternatives(speaking)} speaks",
            "put a console of the board first, or write boots: [linux]",
        )


def _screen(machine: MachineKeys) -> Iterator[Mistake]:
    screen = machine.screen
    if screen is None or screen.kind == "display":  # which has no cells: inherited keys say nothing
        return
    if screen.at is None:
        hint = "write for example 0xb8000"
        yield Mistake((("screen", "at"),), "is missing", hint, absent=True)
        return
    if screen.kind == "vga":
        if not machine.board_facts.vga:
            yield Mistake(
                (("screen", "kind"), ("board",)),
                f"{machine.board} has no VGA adapter",
                "use kind: memory",
            )
        home, what = VGA_TEXT, "the text memory of a VGA adapter"
    else:
        start = machine.ram_start
        if start is None:
            yield Mistake(
                (("screen", "at"), ("board",)),
                f"nobody has said where RAM of {machine.board} begins",
                "write for example ram-at: 0x0",
            )
            return
        home, what = range(start, start + machine.memory), "RAM"
    if screen.at not in home or screen.at + screen.size > home.stop:
        yield Mistake(
            (("screen", "at"), ("memory",), ("architecture",), ("board",)),
            f"{screen.at:#x} and {screen.size} bytes from there are not inside {what}",
            f"it spans {home.start:#x} to {home.stop:#x}",
        )


def _exits(machine: MachineKeys) -> Iterator[Mistake]:
    possible = machine.board_facts.exits
    for index, way in enumerate(machine.exit):
        if way not in possible:
            yield Mistake(
                (("exit", index), ("board",)),
                f"{machine.board} has no {way}",
                f"use {alternatives(possible)}",
            )
        elif way == "acpi" and machine.board_options.get("acpi") == "off":
            yield Mistake(
                (("exit", index), ("board-options", "acpi")),
                "acpi is switched off by board-options",
                "take it out of one of the two",
            )


def _raw_options(machine: MachineKeys) -> Iterator[Mistake]:
    for index, option in enumerate(machine.raw_qemu_options):
        if option.lstrip("-").startswith("semihosting"):
            yield Mistake(
                (("raw-qemu-options", index),),
                f"{option} gives guests the host's files",
                "leave it out: guests end by PSCI, with a code if they have one",
            )
