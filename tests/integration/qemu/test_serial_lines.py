# SPDX-License-Identifier: MIT
"""What Linux itself calls the serial lines of a machine."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bench.cells.running.boot import boot, plan_for
from bench.definitions.needs.linux import Linux
from bench.guest.linux.linux import LinuxGuest
from bench.qemu.planning.serial_lines import linux_terminals
from tests import ROOT
from tests.unit.qemu.test_serial_lines import OWN, with_lines


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
