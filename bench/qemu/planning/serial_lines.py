# SPDX-License-Identifier: MIT
"""Where a machine's serial lines are, and what Linux calls them.

Linux numbers the 16550s of a machine as it finds them (drivers/tty/serial/8250/8250_core.c,
`serial8250_find_match_or_unused`). A PC's four standard ports have the first four numbers,
whether there is a chip or not. A PCI card takes the first number behind those; if the kernel
was built or told to have no more than four, it takes the first that belongs to no chip.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from bench.definitions.machine import Machine

COM_PORTS = (
    "iobase=0x3f8,irq=4",
    "iobase=0x2f8,irq=3",
    "iobase=0x3e8,irq=4",
    "iobase=0x2e8,irq=3",
)
"""COM1 to COM4 of a PC, where drivers look for them."""

_NUMBERS = 4
"""16550s for which Debian's kernels have room unless told otherwise
(CONFIG_SERIAL_8250_RUNTIME_UARTS)."""


def com_ports(machine: Machine) -> dict[str, int]:
    """Which standard port each console of a PC is at, 0 for COM1; cards are at none.

    QEMU gives the chips on the board the first ports.
    """
    of = {
        place: [
            console.name
            for console in machine.consoles
            if (console.uart, console.on) == ("16550", place)
        ]
        for place in ("board", "isa")
    }
    return {name: port for port, name in enumerate(chain(of["board"], of["isa"]))}


def linux_terminals(machine: Machine) -> dict[str, str]:
    """Linux' name of each of the machine's consoles: `{"serial0": "ttyS0"}`.

    Of a board that the bench does not know nobody can tell: there are none.
    """
    if not machine.board_facts.known:
        return {}
    ports = com_ports(machine)
    cards = _numbers_of_cards(machine, set(ports.values()))
    names = {}
    for console in machine.consoles:
        if console.uart == "pl011":
            names[console.name] = "ttyAMA0"  # no board has two
        else:
            number = ports[console.name] if console.name in ports else next(cards)
            names[console.name] = f"ttyS{number}"
    return names


def linux_consoles(machine: Machine) -> list[str]:
    """The words that have Linux show itself; of several consoles the last is /dev/console."""
    shown = ["console=tty0"] if machine.screen and machine.screen.kind == "vga" else []
    return [*shown, *(f"console={name}" for name in [*linux_terminals(machine).values()][:1])]


def linux_words(machine: Machine) -> list[str]:
    """The words by which Linux has room for all of them."""
    chips = _chips(machine)
    return [f"8250.nr_uarts={chips}"] if chips > _NUMBERS else []


def _numbers_of_cards(machine: Machine, taken: set[int]) -> Iterator[int]:
    standard = machine.board_facts.com_ports
    room = max(_chips(machine), _NUMBERS)
    yield from range(standard, room)
    yield from (number for number in range(standard) if number not in taken)


def _chips(machine: Machine) -> int:
    return sum(console.uart == "16550" for console in machine.consoles)
