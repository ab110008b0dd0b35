# SPDX-License-Identifier: MIT
"""A pattern is found in pieces of text as it is in the whole of it, and in linear time."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bench.guest.console.reach import reach
from bench.guest.console.search import Found, Search

_PATTERNS = (
    r"ab",
    r"a+b",
    r"^a$",
    r"(?m)^a$",
    r"(?m)^a+\n",
    r"(?m)(?<=b\n)a+b",
    r"(?<!b)a\nb",
    r"(?s)a.*?b\n",
    r"a[^b]*\nb",
    r"(?:a\n){2}b",
    r"\Aab",
    r"\ba+\b\n",
    r"(a+)\n\1b",
    r"b(?=a\n)a",
    r"b(?!a)\n",
    r"(?i:A\n+B)",
    r"a\r\n",
    r"a\r*\nb\n",
    r"(?m)a*$",
    r"(?s)a.*b",
    r"b\s+",
)


def _find(pattern: str, pieces: list[str]) -> Found | None:
    search = Search(re.compile(pattern))
    for number, piece in enumerate(pieces, 1):
        if found := search.add(piece, more=number < len(pieces)):
            return found
    return search.finish()


@example(r"^a$", ["a", "a"])
@example(r"(?m)(?<=b\n)a+b", ["ab\n", "a", "b"])
@example(r"(?s)a.*?b\n", ["a\n", "\n\n", "b\n"])
@given(st.sampled_from(_PATTERNS), st.lists(st.text("ab\n", max_size=6), max_size=12))
def test_pieces_are_searched_as_the_whole(pattern: str, pieces: list[str]) -> None:
    text = "".join(pieces)
    expected = re.search(pattern, text)
    found = _find(pattern, pieces)
    assert bool(found) == bool(expected), (pattern, pieces)
    if found and expected:
        assert found.start == expected.start()
        assert found.match[0] == expected[0]
        # What comes after the piece with the match is yet to come.
        assert text[expected.end() :].startswith("".join(found.left))


@given(st.lists(st.text("ab\r\n", max_size=6), max_size=12))
def test_carriage_returns_do_not_hide_a_line(pieces: list[str]) -> None:
    text = "".join(pieces)
    expected = re.search(r"(?m)^a\r*$", text.rstrip("\r"))
    found = _find(r"(?m)^a$(?=\n)", pieces)
    if found:
        assert expected
        assert found.start == expected.start()
        assert "".join(found.left) == "".join(pieces)[found.start + 1 :][: len("".join(found.left))]


@pytest.mark.parametrize(
    ("pattern", "characters", "lines", "behind"),
    [
        ("abc", 3, 0, 1),
        (r"(\d+)\n", math.inf, 1, 1),
        (r"(?:x{78}\r?\n){500}", 40_000, 500, 1),
        (r"(?s)a.*b", math.inf, math.inf, 1),
        (r"a\s+b", math.inf, math.inf, 1),
        (r"(?s:.)x", 2, 1, 1),
        (r"[^\n]+|b\nc", math.inf, 1, 1),
        (r"[\W]*", math.inf, math.inf, 1),
        (r"(?<=foo)bar(?=baz)", 6, 0, 4),
        (r"(?>ab)+", math.inf, 0, 1),
        (r"(a)\1", math.inf, math.inf, 1),
    ],
)
def test_how_far_a_pattern_looks(
    pattern: str, characters: float, lines: float, behind: int
) -> None:
    found = reach(re.compile(pattern))
    assert (found.characters, found.lines, found.behind) == (characters, lines, behind)


class _Counting:
    """A pattern that counts the characters that it is searched in."""

    def __init__(self, pattern: str) -> None:
        self.of = re.compile(pattern)
        self.pattern, self.flags = self.of.pattern, self.of.flags
        self.looked_at = 0

    def search(self, text: str, start: int) -> re.Match[str] | None:
        self.looked_at += len(text) - start
        return self.of.search(text, start)


@pytest.mark.parametrize(
    "pattern", ["end", r"x+ (\d+)\nend", r"(?s)0.*end", r"x\s+end", r"(?m)^end$", r"x{5000}end"]
)
def test_no_text_is_searched_again_and_again(pattern: str) -> None:
    counting = _Counting(pattern)
    search = Search(counting)  # type: ignore[arg-type]
    pieces = ["0", *(f"{'x' * 70} 7\n" * 20 for _ in range(1000))]
    for piece in pieces:
        search.add(piece, more=True)
    search.finish()
    assert counting.looked_at < 4 * sum(map(len, pieces))
