# SPDX-License-Identifier: MIT
"""The part of a serial line that people are shown when something did not come."""

from __future__ import annotations

from difflib import SequenceMatcher

from bench.guest.console.search import shown
from bench.structs.records.record_splitter import RecordSplitter
from bench.text import printable

_LINES = 5
_WIDTH = 160
"""Characters of a line that are shown."""
_CANDIDATES = 1000
"""Lines among which the nearest miss is sought: their comparison takes a second at most."""
_NEAR = 0.75
"""How much of a line must be like what was awaited: the ratio of difflib."""


def last_words(data: bytes) -> str:
    """The last lines, indented; control characters are made visible.

    Args:
        data: what came last, records and all.
    """
    lines = [line for line in _lines(data) if line.strip()]
    return "\n".join(f"  {visible(line)}" for line in lines[-_LINES:])


def nearest(data: bytes, literal: str) -> str:
    """The line that has what is most like a text; empty if none is near.

    Args:
        data: what came last, records and all.
        literal: what was awaited.
    """
    wanted = literal.strip()
    matcher = SequenceMatcher(None, b=wanted, autojunk=False)
    best, found = _NEAR, ""
    for line in dict.fromkeys(_lines(data)[-_CANDIDATES:]):
        ratio = _likeness(matcher, line[: 10 * _WIDTH], wanted)
        if ratio >= best:
            best, found = ratio, line
    return visible(found)


def _likeness(matcher: SequenceMatcher[str], line: str, wanted: str) -> float:
    """How much the part of a line is like a text that stands where the text would."""
    matcher.set_seq1(line)
    if len(line) > len(wanted):
        common = matcher.find_longest_match()
        start = max(0, common.a - common.b)
        matcher.set_seq1(line[start : start + len(wanted)])
    return matcher.ratio() if matcher.quick_ratio() >= _NEAR else 0.0


def _lines(data: bytes) -> list[str]:
    splitter = RecordSplitter()
    pieces = [*splitter.feed(data), *splitter.flush()]
    text = b"".join(piece for piece in pieces if isinstance(piece, bytes))
    return shown(text.decode("utf-8", "surrogateescape")).split("\n")


def visible(line: str) -> str:
    """A line as a person can read it: bounded, its control characters as escapes."""
    text = printable(line.strip("\r")[: _WIDTH + 1])
    return text if len(text) <= _WIDTH else f"{text[: _WIDTH - 1]}…"
