# SPDX-License-Identifier: MIT
from __future__ import annotations

from collections.abc import Mapping

import pytest

from bench.cells.selection import parse_selector
from bench.definitions.linux import default_series
from bench.definitions.machine import Machine
from bench.errors import BenchError

Machines = Mapping[str, Machine]


@pytest.mark.parametrize(
    ("text", "accepted"),
    [
        ("boots:linux", {"q35", "virt"}),
        ("boots:go", {"q35", "pc-i386", "virt"}),
        ("arch:x86_64", {"q35"}),
        ("screen:vga", {"q35", "pc-i386"}),
        ("-screen:vga", {"virt"}),
        (f"linux:{default_series()}", {"q35", "virt"}),
        ("virt", {"virt"}),
        ("-virt", {"q35", "pc-i386"}),
        ("boots:linux, -q35", {"virt"}),
        ("screen:vga,arch:aarch64", set()),
    ],
)
def test_a_selector_accepts_machines(machines: Machines, text: str, accepted: set[str]) -> None:
    selector = parse_selector(text, "", machines.values())
    assert {name for name, found in machines.items() if selector.accepts(found)} == accepted
    assert str(selector) == text.replace(" ", "")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("q36", "a.py:3: 'q36' fits no machine; did you mean q35?"),
        ("boot:linux", "a.py:3: 'boot:linux' asks for an unknown property; did you mean boots?"),
        ("-arch:arm", "a.py:3: '-arch:arm' fits no machine; use aarch64, i386 or x86_64"),
        ("boots:linux,", "a.py:3: '' fits no machine; use pc-i386, q35 or virt"),
    ],
)
def test_a_condition_that_nothing_meets_is_a_mistake(
    machines: Machines, text: str, message: str
) -> None:
    with pytest.raises(BenchError) as caught:
        parse_selector(text, "a.py:3", machines.values())
    assert str(caught.value) == message
