# SPDX-License-Identifier: MIT
"""What people are shown of a line on which something did not come."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bench.errors import Unmet
from bench.guest.console.last_words import last_words, nearest, visible
from bench.qemu.budget import Budget
from bench.structs.records.record import Value
from bench.structs.records.record_format import encode
from tests.unit.machine_code import EXIT_42, HALT, run, say


def test_the_last_five_lines_are_shown_without_records() -> None:
    said = b"".join(b"line %d\r\n" % number for number in range(9))
    record = encode(Value("answer", 42))
    assert last_words(said + record + b"\n\nend") == "\n".join(
        ["  line 5", "  line 6", "  line 7", "  line 8", "  end"]
    )


def test_what_a_terminal_would_obey_is_made_visible() -> None:
    assert visible("\x1b[31mred\x07\x00\tend\udcff") == r"\x1b[31mred\x07\x00\tend\udcff"
    assert visible("x" * 300_000) == "x" * 159 + "…"


@pytest.mark.parametrize(
    ("awaited", "found"),
    [
        ("six times seven is 42", "[ 1.0] six times seven is 43, I think"),
        ("Login:", "login: "),
        ("READY\n", "REDAY"),
        ("something else", ""),
        ("", ""),
    ],
)
def test_the_line_most_like_it(awaited: str, found: str) -> None:
    said = b"hello\n[ 1.0] six times seven is 43, I think\nlogin: \nREDAY\nbye\n"
    assert nearest(said, awaited) == found


def test_an_expectation_in_vain_tells_what_there_was(tmp_path: Path) -> None:
    with run(say(b"ready\nsteady\n") + EXIT_42, tmp_path) as guest:
        guest.console.expect("ready")
        with pytest.raises(Unmet) as again:
            guest.console.expect("ready")
        with pytest.raises(Unmet) as near:
            guest.console.expect("stedy")
        with pytest.raises(Unmet) as far:
            guest.console.expect(re.compile("never"))
    lines = "the last lines of serial0:\n  ready\n  steady"
    assert again.value.seen.startswith(lines)
    assert again.value.seen.endswith("\nit came before, and an earlier expect consumed it")
    assert near.value.seen == f"{lines}\nmost like it: steady"
    assert far.value.seen == lines


def test_a_silent_line_is_told(tmp_path: Path) -> None:
    with run(HALT, tmp_path, budget=Budget(cpu=100, idle=0.3)) as guest:
        with pytest.raises(Unmet) as text:
            guest.console.expect("login:")
        with pytest.raises(Unmet) as record:
            guest.console.expect_record(Value)
    assert text.value.seen == record.value.seen == "serial0 said nothing"
