# SPDX-License-Identifier: MIT
"""A pattern that is sought in text which comes in pieces, of any size and in linear time."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass

from bench.guest.console.reach import Reach, reach

_LINE_END = re.compile(r"\r+(?=\n)")
_NO_CHARACTER = re.compile("[\udc80-\udcff]")
"""Bytes that are not UTF-8, as `TextStream` has them."""
_LONGEST = 256 << 20
"""Characters in which a match of a pattern without bounds must lie."""
_MARGIN = 1 << 16


@dataclass(frozen=True)
class Found:
    """A match.

    Attributes:
        match: in the text as the pattern sees it, of which an earlier part may be left out.
        start: characters of the text as it came that stand ahead of it.
        left: what came after it.
        exact: whether it sees carriage returns.
        before: the text ahead of it; None if a part of that is left out.
    """

    match: re.Match[str]
    start: int
    left: list[str]
    exact: bool
    before: str | None


class Search:
    """One pattern in the text that follows the last match.

    A pattern sees each CR LF as LF. One that names the carriage return is sought in the text as
    it came, too.
    """

    def __init__(self, pattern: re.Pattern[str]) -> None:
        extent = reach(pattern)
        views = (False, True) if extent.carriage_return else (False,)
        self._views = [_View(pattern, extent, exact=exact) for exact in views]

    def add(self, piece: str, *, more: bool) -> Found | None:
        """Look again, with another piece of text.

        Args:
            piece: what follows what was given before.
            more: whether another piece waits already.
        """
        found = [match for view in self._views if (match := view.add(piece, more=more))]
        return min(found, key=lambda each: each.start, default=None)

    def finish(self) -> Found | None:
        """Look again, as no more text will come."""
        found = [match for view in self._views if (match := view.finish())]
        return min(found, key=lambda each: each.start, default=None)


class _View:
    """A window of the text as a pattern sees it: from where a match could still begin."""

    def __init__(self, pattern: re.Pattern[str], extent: Reach, *, exact: bool) -> None:
        self._pattern = pattern
        self._reach = extent
        self._exact = exact
        self._pieces: deque[tuple[str, int]] = deque()
        """The text that came, and its length in characters of the window."""
        self._left_out = 0
        """Characters that came ahead of those pieces."""
        self._window = ""
        self._fresh: list[str] = []
        self._fresh_size = 0
        self._from = 0
        self._held = ""

    def add(self, piece: str, *, more: bool) -> Found | None:
        if self._held:
            piece, self._held = self._held + piece, ""
        if not self._exact and piece.endswith("\r"):
            kept = piece.rstrip("\r")
            piece, self._held = kept, piece[len(kept) :]
        self._take(piece)
        # What is looked at twice is never more than what is new: time is linear.
        if more and self._fresh_size < len(self._window) - self._from:
            return None
        return self._look(more=more)

    def finish(self) -> Found | None:
        self._take(self._held)
        self._held = ""
        return self._look(more=False)

    def _take(self, piece: str) -> None:
        seen = shown(piece, exact=self._exact)
        self._pieces.append((piece, len(seen)))
        self._fresh.append(seen)
        self._fresh_size += len(seen)

    def _look(self, *, more: bool) -> Found | None:
        self._window += "".join(self._fresh)
        self._fresh.clear()
        self._fresh_size = 0
        match = self._pattern.search(self._window, self._from)
        undecided = self._reach.undecided(self._window)
        if match and not (more and self._may_change(match, undecided)):
            return self._found(match)
        begin = match.start() if match else len(self._window)
        self._from = max(self._from, min(undecided, begin), len(self._window) - _LONGEST)
        self._leave_out(self._from - self._reach.behind)
        return None

    def _may_change(self, match: re.Match[str], undecided: int) -> bool:
        """Whether text that waits already could make it another match.

        Where nothing is ever decided, one that more than twice its text follows is taken.
        """
        if self._reach.decides:
            return match.start() >= undecided
        return len(self._window) < 3 * match.end() + _MARGIN

    def _leave_out(self, most: int) -> None:
        """Drop pieces of which nothing will be looked at again."""
        dropped = 0
        while self._pieces and dropped + self._pieces[0][1] <= most:
            piece, size = self._pieces.popleft()
            dropped += size
            self._left_out += len(piece)
        if dropped:
            self._window = self._window[dropped:]
            self._from -= dropped

    def _found(self, match: re.Match[str]) -> Found:
        start, _ = self._place(match.start())
        _, left = self._place(match.end())
        before = None if self._left_out else self._window[: match.start()]
        return Found(match, self._left_out + start, left, self._exact, before)

    def _place(self, index: int) -> tuple[int, list[str]]:
        """The number of characters ahead of a place of the window, and the text after it."""
        ahead = 0
        for number, (piece, size) in enumerate(self._pieces):
            if index <= size:
                at = _place_in(piece, index, exact=self._exact)
                rest = [later for later, _ in list(self._pieces)[number + 1 :]]
                return ahead + at, [piece[at:], *rest, self._held]
            ahead += len(piece)
            index -= size
        return ahead, [self._held]


def shown(text: str, *, exact: bool = False) -> str:
    """Text as a pattern sees it: `exact` with all carriage returns."""
    if not text.isascii():
        text = _NO_CHARACTER.sub("\ufffd", text)
    return text if exact or "\r" not in text else _LINE_END.sub("", text)


def _place_in(piece: str, index: int, *, exact: bool) -> int:
    """Where in a piece the character is that has an index in what is shown of it."""
    if exact or "\r" not in piece:
        return index
    seen = at = 0
    for returns in _LINE_END.finditer(piece):
        ahead = returns.start() - at
        if seen + ahead >= index:
            break
        seen += ahead
        at = returns.end()
    return at + index - seen
