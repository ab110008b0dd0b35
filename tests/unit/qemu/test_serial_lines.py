# SPDX-License-Identifier: MIT
"""What Linux calls the serial lines of a machine; real ones of it, on machines made up here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from bench.cells.running.boot import boot, plan_for
from bench.definitions.linux import default_series
from bench.definitions.loader import load_machine
from bench.definitions.machine import Machine
from bench.definitions.needs.linux import Linux
from bench.guest.linux.linux import LinuxGuest
from bench.qemu.planning.serial_lines import linux_terminals, linux_words

ROOT = Path(__file__).parents[3]
OWN = default_series()


def with_lines(name: str, places: Sequence[str], series: str = OWN) -> Machine:
    """A shipped machine with 16550s in other places, which boots Linux alone."""
    machine = load_machine(name, ROOT / "machines")
    lines = tuple(
        {"name": f"serial{number}", "uart": "16550", "on": on} for number, on in enumerate(places)
    )
    changed = {"boots": ("linux",), "consoles": lines, "linux": series}
    return Machine.model_validate(machine.model_dump() | changed)


@pytest.mark.parametrize(
    ("name", "places", "numbers"),
    [
        ("q35", ("board", "board"), (0, 1)),
        ("q35", ("board", "pci"), (0, 1)),
        ("q35", ("pci", "board"), (1, 0)),
        ("q35", ("pci", "board", "pci"), (1, 0, 2)),
        ("q35", ("board", "board", "board", "board", "pci"), (0, 1, 2, 3, 4)),
        ("q35", ("pci", "board", "pci", "board", "pci"), (4, 0, 2, 1, 3)),
        ("microvm", ("isa", "board"), (1, 0)),
        ("virt", ("pci", "pci"), (0, 1)),
    ],
)
def test_numbers(name: str, places: tuple[str, ...], numbers: tuple[int, ...]) -> None:
    named = linux_terminals(with_lines(name, places))
    assert tuple(named.values()) == tuple(f"ttyS{number}" for number in numbers)


def test_room_for_more_than_four() -> None:
    assert linux_words(with_lines("q35", ("board",) * 4)) == []
    assert linux_words(with_lines("q35", ("board",) * 4 + ("pci",))) == ["8250.nr_uarts=5"]


@pytest.mark.parametrize(
    ("series", "places"),
    [(OWN, ("pci", "board")), ("6.12", ("pci", "board", "pci", "board", "pci"))],
)
def test_every_line_is_heard_by_its_name(
    series: str, places: tuple[str, ...], tmp_path: Path
) -> None:
    machine, need = with_lines("q35", places, series), Linux(start="cold")
    with boot(plan_for(machine, need, root=ROOT), need, tmp_path) as guest:
        assert isinstance(guest, LinuxGuest)
        guest.console.expect(re.compile("^# ", re.MULTILINE))
        *terminals, _ = linux_terminals(machine).items()  # the last is the agent's
        for name, terminal in terminals:
            # Not more than fits into a chip at once: on a busy host QEMU's cards now and then lose
            # the interrupt that more takes.
            guest.console.send_line(f"echo {name} > /dev/{terminal}")
            guest.consoles[name].expect(re.compile(rf"\b{name}$", re.MULTILINE))
        guest.console.send_line("echo $((6 * 7))")
        guest.console.expect("42")
