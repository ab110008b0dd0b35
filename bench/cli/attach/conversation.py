# SPDX-License-Identifier: MIT
"""A person, or a pipe, at a guest's first serial line."""

from __future__ import annotations

import sys

from bench.cli.attach.idleness import Idleness
from bench.cli.attach.keyboard import Keyboard
from bench.guest.guest import Guest

_AGAIN = 0.5
"""Wall seconds between two looks at whether a guest is idle, once its input has ended."""


def converse(guest: Guest, keyboard: Keyboard) -> None:
    """Print what the guest says until it ends, is left, or falls silent after all input.

    Raises:
        BudgetSpent: its budget ended first.
    """
    console, process = guest.console, guest.console.process
    idleness = Idleness(process.clock)

    def look() -> bytes | None:
        """The guest's output; nothing at the end."""
        ended = process.returncode is not None  # asked first: no word comes after it
        over = ended or keyboard.left or (keyboard.exhausted and idleness.lasts())
        return console.take_text() or (b"" if over else None)

    # Not the guest's to come: one that does nothing more has been silent for long enough, too.
    while text := process.activity.wait(
        look, process.clock, "the guest to end", again=_AGAIN, of_guest=False
    ):
        idleness.interrupt()
        sys.stdout.buffer.write(text)
        sys.stdout.buffer.flush()
