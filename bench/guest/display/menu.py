# SPDX-License-Identifier: MIT
"""A menu of text with a highlight: GRUB's, a firmware's, an installer's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from bench.errors import Unmet
from bench.guest.console.watched import Watched, seen
from bench.screen.text_screen import Screen

_MOST_MOVES = 200
"""Times that a highlight is moved before it counts as lost: more than a menu has entries."""


class Menu:
    """Finds the highlight by its colours, and moves it with the arrow keys.

    Args:
        screen: what shows the menu.
        press: presses a key, by its name.
    """

    def __init__(self, screen: Watched[Screen], press: Callable[[str], None]) -> None:
        self._screen = screen
        self._press = press

    def choose(self, text: str, *, enter: bool = True) -> None:
        """Move the highlight to the entry that has a text, and press Enter.

        Waits for the entry to be on the screen, and for the highlight after each key.

        Args:
            text: a part of the entry.
            enter: whether to press Enter then.

        Raises:
            BudgetSpent: the guest's budget ended before the entry came, or before the highlight
                moved.
            Unmet: the highlight moves, and does not come to the entry.
        """

        def shows(screen: Screen) -> bool:
            return highlighted(screen, text) is not None

        shows.__name__ = f"a menu with {text!r}"
        screen = self._screen.wait_until(shows)
        for _ in range(_MOST_MOVES):
            place, now = screen.find(text), highlighted(screen, text)
            assert place is not None, "it was waited for"
            assert now is not None, "it was waited for"
            if now == place.row:
                if enter:
                    self._press("enter")
                return
            screen = self._move("down" if now < place.row else "up", text, now)
        error = Unmet(f"the highlight did not come to {text!r}")
        error.seen = seen(screen)
        raise error

    def _move(self, key: str, text: str, before: int) -> Screen:
        self._press(key)

        def moved(screen: Screen) -> bool:
            # A screen that is just being drawn may have no highlight.
            return highlighted(screen, text) not in {None, before}

        moved.__name__ = f"a highlight elsewhere, after the key {key},"
        return self._screen.wait_until(moved)


def highlighted(screen: Screen, text: str) -> int | None:
    """The row of the menu with a text that looks unlike its other rows; None if none does."""
    place = screen.find(text)
    if place is None:
        return None
    block = _block(screen, place.row, place.column)
    looks = {row: screen.attributes(row)[place.column] for row in block}
    counts = Counter(looks.values())
    if len(counts) < 2:
        return None
    everywhere = Counter(
        attribute for row in range(screen.rows) for attribute in screen.attributes(row)
    )
    rarest = min(counts, key=lambda look: (counts[look], everywhere[look]))
    return next(row for row, look in looks.items() if look == rarest)


def _block(screen: Screen, row: int, column: int) -> range:
    """The rows around one that have something in the same column."""
    first = last = row
    while first > 0 and screen.lines[first - 1][column].strip():
        first -= 1
    while last + 1 < screen.rows and screen.lines[last + 1][column].strip():
        last += 1
    return range(first, last + 1)
