# SPDX-License-Identifier: MIT
"""Guest physical memory: read through the monitor, written into RAM."""

from __future__ import annotations

from pathlib import Path

import pytest
from construct import Int16ul, Int32ul, Struct

from bench.errors import BenchError
from tests.integration.machine_code import EXIT_42, run, say

# Waits for the host to write 42 at 2 MiB, then ends with it.
WAIT = "movl $0x11223344, 0x200004; 3: cmpb $42, 0x200000; jne 3b;"


def test_what_the_host_writes_the_guest_sees(tmp_path: Path) -> None:
    with run(WAIT + EXIT_42, tmp_path) as guest:
        guest.memory.write(0x200000, b"\x2a")
        assert guest.wait_exit().code == 42


def test_memory_is_parsed_by_the_struct_that_a_test_names(tmp_path: Path) -> None:
    pair = Struct("low" / Int16ul, "high" / Int16ul)
    with run("movl $0x11223344, 0x200004;" + WAIT + EXIT_42, tmp_path, "pc") as guest:
        parsed = guest.memory.parse(pair, 0x200004)
        while parsed.high == 0:  # until the guest has come that far
            parsed = guest.memory.parse(pair, 0x200004)
    assert (parsed.low, parsed.high) == (0x3344, 0x1122)


def test_reading_covers_more_than_ram(tmp_path: Path) -> None:
    with run(say(b"up") + WAIT, tmp_path, "pc") as guest:
        guest.console.expect("up")
        assert guest.memory.parse(Int32ul, 0x100000) == 0x1BADB002  # our own Multiboot header
        assert len(guest.memory.read(0xFFFFFFF0, 16)) == 16  # the reset vector, in ROM


@pytest.mark.parametrize("size", [-1, 1 << 40])
def test_a_length_that_a_guest_made_up_is_refused(size: int, tmp_path: Path) -> None:
    with run(say(b"up") + WAIT, tmp_path, "pc") as guest:
        guest.console.expect("up")
        with pytest.raises(BenchError, match=f"{size} bytes of memory cannot be read at once"):
            guest.memory.read(0x100000, size)
        assert guest.memory.read(0x100000, 0) == b""
        assert guest.exit is None


@pytest.mark.parametrize("place", [0xFFFFFFF0, 0x10000000 - 1, -1, 0xB8000])
def test_writing_outside_ram_is_refused(place: int, tmp_path: Path) -> None:
    with (
        run(WAIT, tmp_path, "pc") as guest,
        pytest.raises(BenchError, match="do not lie in RAM; RAM is 0x10000000 bytes from 0x0"),
    ):
        guest.memory.write(place, b"12")


def test_a_kernel_without_symbols_has_none(tmp_path: Path) -> None:
    with run(WAIT, tmp_path) as guest, pytest.raises(BenchError, match="without symbols"):
        guest.memory.read("main.Marker", 4)
