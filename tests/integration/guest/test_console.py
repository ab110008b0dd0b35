# SPDX-License-Identifier: MIT
"""Serial lines: read from the first byte, whatever a guest says or does not say."""

from __future__ import annotations

import re
import resource
from pathlib import Path

import pytest

from bench.guest.console.console import Console, NotSeen
from bench.qemu.activity import Activity, BudgetSpent
from bench.qemu.budget import Budget
from bench.structs.records.record import Check, CheckOutcome, Unknown, Value
from bench.structs.records.record_format import encode
from tests.integration.machine_code import EXIT_42, FLOOD, HALT, run, say

ECHO = """
2: mov $0x3fd, %dx; in %dx, %al; test $1, %al; jz 2b
mov $0x3f8, %dx; in %dx, %al; out %al, %dx; jmp 2b
"""


def test_text_and_patterns_are_expected_in_order(tmp_path: Path) -> None:
    with run(say(b"one two 33\nfour") + EXIT_42, tmp_path) as guest:
        console = guest.console
        console.expect("two")
        assert console.before == "one "
        assert console.expect(re.compile(r"(\d+)\n"))[1] == "33"
        with pytest.raises(NotSeen, match='"one" did not come on serial0 before the guest ended'):
            console.expect("one")


def test_what_is_expected_late_is_not_lost(tmp_path: Path) -> None:
    with run(say(b"early\n") + EXIT_42, tmp_path) as guest:
        guest.wait_exit()
        guest.console.expect("early")


def test_records_and_text_share_a_line(tmp_path: Path) -> None:
    sent = (
        b"before "
        + encode(Value("answer", 42))
        + b"\xf5BR\xf5 not a record "
        + encode(Check("paging", CheckOutcome.PASS, "on"))
        + encode(Unknown(256, b"\x01\x02"))
        + b"after\n"
    )
    with run(say(sent) + EXIT_42, tmp_path) as guest:
        console = guest.console
        assert console.expect_record(Check).name == "paging"
        assert console.expect_record(Value, "answer").value == 42
        assert console.expect_record(256).body == b"\x01\x02"
        console.expect("after")
        assert console.before == "before \ufffdBR\ufffd not a record "
        with pytest.raises(NotSeen, match="a record of value 'other' on serial0 did not come"):
            console.expect_record(Value, "other")
    assert (tmp_path / "serial0.log").read_bytes() == sent


def test_what_is_sent_arrives(tmp_path: Path) -> None:
    with run(ECHO, tmp_path) as guest:
        guest.console.send_line("ping ♚")
        guest.console.expect("ping ♚\n")


def test_nuls_and_broken_utf8_are_text(tmp_path: Path) -> None:
    with run(say(b"\x00\xff\xc3(\x00end\n") + EXIT_42, tmp_path) as guest:
        guest.console.expect("end")
        assert guest.console.before == "\x00\ufffd\ufffd(\x00"


def test_a_silent_guest_is_given_up_with_what_was_awaited(tmp_path: Path) -> None:
    with (
        run(HALT, tmp_path, budget=Budget(cpu=100, idle=0.3)) as guest,
        pytest.raises(BudgetSpent, match='waited for "login:" on serial0'),
    ):
        guest.console.expect("login:")


def test_a_guest_that_does_not_read_does_not_hang_who_sends(tmp_path: Path) -> None:
    with (
        run(HALT, tmp_path, budget=Budget(cpu=100, idle=0.5)) as guest,
        pytest.raises(BudgetSpent, match="serial0 to take 4000000 bytes"),
    ):
        guest.console.send(b"x" * 4_000_000)


def test_a_guest_that_floods_is_given_up(tmp_path: Path) -> None:
    with (
        run(FLOOD, tmp_path, budget=Budget(cpu=1)) as guest,
        pytest.raises(BudgetSpent, match="prompt"),
    ):
        guest.console.expect("prompt")
    assert (tmp_path / "serial0.log").stat().st_size > 10_000


def test_what_an_expectation_in_vain_has_read_is_still_there(tmp_path: Path) -> None:
    with run(say(b"first\nsecond\n") + EXIT_42, tmp_path) as guest:
        console = guest.console
        for absent in ("third", re.compile("(?s)first.*third"), "third"):
            with pytest.raises(NotSeen):
                console.expect(absent)
        console.expect("first\n")
        assert console.before == ""
        assert console.take_text() == b"second\n"


def test_lines_end_the_same_on_every_serial_line(tmp_path: Path) -> None:
    said = b"ready\r\n10%\r20%\r\nhalf\r\r\nexact\r\nlast\r"
    with run(say(said) + EXIT_42, tmp_path) as guest:
        console = guest.console
        console.expect(re.compile("^ready$", re.MULTILINE))
        console.expect("\n10%\r20%\n")
        assert console.expect(re.compile(r"(h[^\n]*)\n"))[1] == "half"
        console.expect("exact\r\n")
        console.expect("last\r")
    assert (tmp_path / "serial0.log").read_bytes() == said


def test_what_was_not_expected_is_taken_as_it_came(tmp_path: Path) -> None:
    record = encode(Value("answer", 42))
    said = b"word \xe2\x82\xacnd\r\n\xff\x00" + record + b"\r\n\xe2\x82"
    with run(say(said) + EXIT_42, tmp_path) as guest:
        guest.wait_exit()
        guest.console.expect("word €")
        assert guest.console.take_text() == b"nd\r\n\xff\x00\r\n\xe2\x82"
        assert guest.console.take_text() is None


def test_times_tell_when_each_byte_came(tmp_path: Path) -> None:
    with run(say(b"hello") + EXIT_42, tmp_path) as guest:
        guest.wait_exit()
    times = [line.split() for line in (tmp_path / "serial0.times").read_text().splitlines()]
    assert times[0][1] == "0"
    assert sorted(times, key=lambda line: float(line[0])) == times


def test_a_flood_of_100_mb_fills_neither_memory_nor_disk(tmp_path: Path) -> None:
    console = Console("serial0", tmp_path, Activity())
    chunk = bytes(range(256)) * 256
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(100_000_000 // len(chunk)):
        console.feed(chunk)
    console.feed(b"the end")
    console.feed(b"")
    console.expect("the end")
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    console.close()
    log = (tmp_path / "serial0.log").read_bytes()
    assert grown < 40_000  # KiB
    assert len(log) < 9 << 20
    assert log.startswith(chunk)
    assert log.endswith(b"the end")
    assert re.search(rb"\[bench: \d+ bytes left out\]", log)
