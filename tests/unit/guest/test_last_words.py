# SPDX-License-Identifier: MIT
"""What people are shown of a line on which something did not come."""

from __future__ import annotations

import pytest

from bench.guest.console.last_words import last_words, nearest, visible
from bench.structs.records.record import Value
from bench.structs.records.record_format import encode


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
