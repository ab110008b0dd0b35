# SPDX-License-Identifier: MIT
from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from bench.cells.fit import explain
from bench.cells.reading.source import read_cases
from bench.definitions.machine import Machine

HEAD = "import bench\nclass A(bench.Test):\n    guest = bench.Linux()\n"
TAIL = "    def test_it(self): ...\n"
CELL = "tests/first.py:A.test_it"

EXPLANATIONS = {
    ("", "q35"): (
        f"{CELL}[q35] exists: q35 boots linux (tests/first.py:3) and the test asks for no more."
    ),
    ("", "pc-i386"): (
        f"{CELL}[pc-i386] does not exist: the test boots linux (tests/first.py:3) and "
        "pc-i386 boots only go."
    ),
    ('    machines = (\n"arch:i386",\n"boots:go,-q35")\n', "virt"): (
        f"{CELL}[virt] exists: virt boots linux (tests/first.py:3) and "
        "satisfies 'boots:go,-q35' (tests/first.py:6)."
    ),
    ('    machines = (\n"arch:i386",\n"boots:go,-q35")\n', "q35"): (
        f"{CELL}[q35] does not exist: "
        "q35 does not satisfy arch:i386 of 'arch:i386' (tests/first.py:5); "
        "q35 does not satisfy -q35 of 'boots:go,-q35' (tests/first.py:6)."
    ),
    ('    machines = "screen:vga,virt"\n', "pc-i386"): (
        f"{CELL}[pc-i386] does not exist: the test boots linux (tests/first.py:3) and "
        "pc-i386 boots only go; "
        "pc-i386 does not satisfy virt of 'screen:vga,virt' (tests/first.py:4)."
    ),
}


@pytest.mark.parametrize(("stated", "name"), EXPLANATIONS)
def test_a_paragraph_says_why(
    write: Callable[[str], Path], machines: Mapping[str, Machine], stated: str, name: str
) -> None:
    file = write(HEAD + stated + TAIL)
    [case] = read_cases("tests/first.py", file.parents[1])
    said = explain(case, machines[name], machines.values(), file.parents[1])
    assert said == EXPLANATIONS[stated, name]
