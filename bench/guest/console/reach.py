# SPDX-License-Identifier: MIT
"""How far a regular expression looks: where a match could begin that is not complete yet.

A search over text that grows need not begin anew each time. It resumes at the first place
at which an attempt to match could have looked beyond the end of the text. That follows
from the pattern, as Python's own parser of it understands it (`re._parser`).
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from re import _constants as op  # type: ignore[attr-defined]  # private, and not typed
from re import _parser  # type: ignore[attr-defined]
from typing import Any

_NEWLINE = 10
_CARRIAGE_RETURN = 13
_MOST_LINES = 1000
"""Line ends that are looked for from the end of a text; of a pattern with more, none are."""
_AHEAD_OF_AN_ANCHOR = (2, 1)
"""Characters and line ends that `$`, `^` or a word's border may look at: `\\n` and the end."""
_WITH_NEWLINE = {op.CATEGORY_SPACE, op.CATEGORY_NOT_DIGIT, op.CATEGORY_NOT_WORD}


@dataclass(frozen=True)
class Reach:
    """The text that an attempt to match a pattern at one place may look at.

    Attributes:
        characters: how many it may look at from there on; infinity if that depends on the text.
        lines: how many line ends may be among them; infinity if that depends on the text.
        behind: characters ahead of that place that it may look at.
        carriage_return: whether the pattern names the carriage return.
    """

    characters: float
    lines: float
    behind: int
    carriage_return: bool

    @property
    def decides(self) -> bool:
        """Whether a place is decided once enough text has come, whatever that is."""
        return self.characters < math.inf or self.lines <= _MOST_LINES

    def undecided(self, text: str) -> int:
        """The first place of a text at which a match could begin when more text comes.

        No place ahead of it matches `text`.
        """
        by_characters = 0
        if self.characters < math.inf:
            by_characters = max(0, len(text) - int(self.characters) + 1)
        if self.lines > _MOST_LINES:
            return by_characters
        at = len(text)
        for _ in range(int(self.lines) + 1):
            at = text.rfind("\n", by_characters, at)
            if at < 0:
                return by_characters
        return at + 1


@lru_cache(maxsize=256)
def reach(pattern: re.Pattern[str]) -> Reach:
    """The text that attempts to match `pattern` may look at."""
    walk = _Walk()
    characters, lines = walk.sequence(_parser.parse(pattern.pattern, pattern.flags), pattern.flags)
    return Reach(characters, lines, walk.behind + 1, walk.carriage_return)


Size = tuple[float, float]
"""Characters and line ends."""


class _Walk:
    """Adds up what the parts of a pattern may look at, each time the most."""

    def __init__(self) -> None:
        self.behind = 0
        self.carriage_return = False

    def sequence(self, parts: Any, flags: int) -> Size:
        sizes = [self._part(kind, value, flags) for kind, value in parts]
        return sum(size[0] for size in sizes), sum(size[1] for size in sizes)

    def _part(self, kind: Any, value: Any, flags: int) -> Size:  # noqa: PLR0911 - one a kind
        match kind:
            case op.BRANCH:
                return _most(self.sequence(branch, flags) for branch in value[1])
            case op.GROUPREF_EXISTS:
                return _most(self.sequence(branch or [], flags) for branch in value[1:])
            case op.SUBPATTERN:
                _, added, removed, parts = value
                return self.sequence(parts, (flags | added) & ~removed)
            case op.ATOMIC_GROUP:
                return self.sequence(value, flags)
            case op.MAX_REPEAT | op.MIN_REPEAT | op.POSSESSIVE_REPEAT:
                _, most, parts = value
                return _times(self.sequence(parts, flags), most)
            case op.ASSERT | op.ASSERT_NOT:
                return self._assertion(*value, flags=flags)
            case op.AT:
                return _AHEAD_OF_AN_ANCHOR
        return self._character(kind, value, flags)

    def _character(self, kind: Any, value: Any, flags: int) -> Size:
        match kind:
            case op.LITERAL:
                return 1, self._letter(value == _NEWLINE, value == _CARRIAGE_RETURN)
            case op.NOT_LITERAL:
                return 1, self._letter(value != _NEWLINE, value == _CARRIAGE_RETURN)
            case op.ANY:
                return 1, int(bool(flags & re.DOTALL))
            case op.IN:
                return 1, self._set(value)
        return math.inf, math.inf  # a group's text again; what later Pythons add

    def _letter(self, newline: bool, carriage_return: bool) -> int:
        self.carriage_return |= carriage_return
        return int(newline)

    def _set(self, members: Any) -> int:
        """Whether a set of characters has the newline."""
        negated = members[0][0] is op.NEGATE
        held = [self._member(*member) for member in members]
        return int(any(held) != negated)

    def _member(self, kind: Any, value: Any) -> bool:
        match kind:
            case op.LITERAL:
                return bool(self._letter(value == _NEWLINE, value == _CARRIAGE_RETURN))
            case op.RANGE:
                return bool(value[0] <= _NEWLINE <= value[1])
            case op.CATEGORY:
                return value in _WITH_NEWLINE
        return False

    def _assertion(self, direction: int, parts: Any, *, flags: int) -> Size:
        size = self.sequence(parts, flags)
        if direction > 0:
            return size
        self.behind += int(parts.getwidth()[1])
        return 0, 0


def _times(size: Size, most: int) -> Size:
    times = math.inf if most is op.MAXREPEAT else most
    characters, lines = ((times * each) if each else 0 for each in size)
    return characters, lines


def _most(sizes: Any) -> Size:
    characters, lines = zip(*sizes, strict=True)
    return max(characters), max(lines)
