# SPDX-License-Identifier: MIT
"""What Linux calls the serial lines of a machine; real ones of it, on machines made up here."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bench.definitions.linux import default_series
from bench.definitions.loader import load_machine
from bench.definitions.machine import Machine
from bench.qemu.planning.serial_lines import linux_terminals, linux_words
from tests import ROOT

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
