# SPDX-License-Identifier: MIT
"""The text screen as a person in front of the guest would read it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.errors import BenchError, EmulatorError
from bench.qemu.budget import Budget
from bench.qemu.monitor.text_memory import text_memory
from bench.screen.text_cell import Colour
from tests.integration.machine_code import EXIT_42, KEYBOARD_RESET, POWER_OFF, SPIN, run, say

WRITE = "movl $0x9f429f41, 0xb8000 + 2 * {cell};"  # AB, blinking bright white on blue... bit 7
START = """
mov $0x3d4, %dx; mov $0x0c, %al; out %al, %dx; inc %dx; mov ${high}, %al; out %al, %dx
mov $0x3d4, %dx; mov $0x0d, %al; out %al, %dx; inc %dx; mov ${low}, %al; out %al, %dx
mov $0x3d4, %dx; mov $0x0e, %al; out %al, %dx
"""
REPORT = "in %dx, %al; mov $0x3f8, %dx; out %al, %dx;"


def source(cell: int, start: int) -> str:
    return WRITE.format(cell=cell) + START.format(high=start >> 8, low=start & 255)


@pytest.mark.parametrize("machine", ["pc", "q35", "pc-i386", "microvm"])
def test_cells_are_characters_and_colours(machine: str, tmp_path: Path) -> None:
    with run(source(81, 0) + SPIN, tmp_path, machine) as guest:
        screen = guest.screen.wait_until("AB")
    cell = screen.cell(1, 1)
    assert (cell.character, cell.foreground, cell.background, cell.blink) == (
        "A",
        Colour.WHITE,
        Colour.BLUE,
        True,
    )


@pytest.mark.parametrize(("start", "cell"), [(80, 80), (1000, 1005), (0x3FFF, 0)])
def test_the_displays_start_address_counts_and_the_window_wraps(
    start: int, cell: int, tmp_path: Path
) -> None:
    with run(source(cell, start) + SPIN, tmp_path, "pc") as guest:
        found = guest.screen.wait_until("AB").find("AB")
    assert found == (0, (cell - start) % 0x4000)


def test_looking_leaves_the_selected_register_alone(tmp_path: Path) -> None:
    # The guest selects 0x0e, and reads the index port for ever: it must never see another.
    watch = "mov $0x3d4, %dx; 3: in %dx, %al; cmp $0x0e, %al; je 3b;"
    with run(
        source(0, 0) + watch + "mov $0xf4, %dx; out %al, %dx;" + SPIN, tmp_path, "pc"
    ) as guest:
        guest.screen.wait_until("AB")
        for _ in range(50):
            guest.screen.capture()
        assert guest.exit is None


def test_looking_leaves_no_events_and_a_held_guest_held(tmp_path: Path) -> None:
    with run(source(0, 0) + SPIN, tmp_path, "pc") as guest:
        guest.screen.wait_until("AB")
        assert guest.monitor.events == []
        guest.monitor.execute("stop")
        guest.screen.capture()
        assert guest.monitor.execute("query-status")["status"] == "paused"


def test_what_never_shows_is_given_up(tmp_path: Path) -> None:
    with (
        run(SPIN, tmp_path, "microvm", Budget(cpu=0.5)) as guest,
        pytest.raises(BenchError, match="'login:' on the screen"),
    ):
        guest.screen.wait_until("login:")


@pytest.mark.parametrize(
    ("machine", "ending"),
    [
        ("pc", EXIT_42),
        ("q35", EXIT_42.replace("$42", "$200")),
        ("q35", POWER_OFF),
        ("pc", KEYBOARD_RESET),
        ("microvm", EXIT_42),
    ],
)
def test_the_last_screen_is_there_when_the_guest_is_not(
    machine: str, ending: str, tmp_path: Path
) -> None:
    with run(source(83, 0) + ending, tmp_path, machine) as guest:
        guest.wait_exit()
        screen = guest.screen.capture()
        assert screen.find("AB") == (1, 3)
        assert screen.cell(1, 4).background == Colour.BLUE
        with pytest.raises(EmulatorError, match="'CD' was not on the screen when the guest ended"):
            guest.screen.wait_until("CD")


def test_a_guest_that_the_bench_has_ended_shows_nothing(tmp_path: Path) -> None:
    for machine in ("pc", "microvm"):
        with run(source(81, 0) + SPIN, tmp_path, machine) as guest:
            guest.screen.wait_until("AB")
        with pytest.raises(EmulatorError):
            guest.screen.capture()


def test_a_process_without_an_adapter_shows_nothing(tmp_path: Path) -> None:
    with run(SPIN, tmp_path) as guest:
        assert text_memory(guest.pid) == b""
    assert text_memory(guest.pid) == b""


def test_a_screen_of_fifty_rows_is_read_as_one(tmp_path: Path) -> None:
    """Cells of eight lines: the adapter tells, whatever the definition says."""
    eight = "mov $0x3d4, %dx; mov $9, %al; out %al, %dx; inc %dx; mov $0x47, %al; out %al, %dx;"
    last = "movb $0x5a, 0xb8000 + (49 * 80 + 79) * 2; mov $0x3f8, %dx;"
    with run(eight + last + say(b"up") + SPIN, tmp_path, "pc") as guest:
        guest.console.expect("up")
        screen = guest.screen.capture()
        assert (screen.columns, screen.rows) == (80, 50)
        assert screen.cell(49, 79).character == "Z"
        assert screen.find("SeaBIOS")
