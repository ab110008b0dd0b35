# SPDX-License-Identifier: MIT
"""A guest's text screen, live on the terminal."""

from __future__ import annotations

from rich.console import Console
from rich.live import Live

from bench.cli.attach.idleness import Idleness
from bench.cli.attach.keyboard import Keyboard
from bench.errors import EmulatorError
from bench.guest.guest import Guest
from bench.screen.text_screen import Screen

_AGAIN = 0.03
"""Wall seconds between two looks, each of which takes 4 ms; a cell is written without any event."""


def watch(guest: Guest, keyboard: Keyboard, terminal: Console) -> None:
    """Show the screen, anew whenever it has changed, until the guest ends or is left.

    Raises:
        BenchError: the machine has no screen, or the guest's budget ended.
    """
    process = guest.console.process
    idleness = Idleness(process.clock)
    shown: Screen | None = None

    def look() -> tuple[Screen | None] | None:
        """The next screen, in a tuple: nothing at the end."""
        guest.console.take_text()
        ended = guest.exit is not None  # asked first: no cell changes after it
        screen = _capture(guest)
        if screen is None or keyboard.left or (keyboard.exhausted and idleness.lasts()):
            return (None,)
        if screen == shown:
            return (None,) if ended else None
        return (screen,)

    with Live(console=terminal, auto_refresh=False, vertical_overflow="crop") as live:
        while True:
            (shown,) = process.activity.wait(
                look, process.clock, "the guest to end", again=_AGAIN, of_guest=False
            )
            if shown is None:
                return
            idleness.interrupt()
            live.update(shown.to_rich(), refresh=True)


def _capture(guest: Guest) -> Screen | None:
    """The screen; nothing once the guest has ended."""
    try:
        return guest.screen.capture()
    except EmulatorError:
        guest.wait_exit()
        return None
