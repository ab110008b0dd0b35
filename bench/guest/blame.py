# SPDX-License-Identifier: MIT
"""Whose fault it is that a guest is no longer there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from bench.errors import BenchError, EmulatorError
from bench.guest.console.console import NotSeen
from bench.guest.exit import AGAIN, Ending, Exit
from bench.guest.guest import Guest


def blame(raised: BaseException, ended: Exit | None) -> BaseException:
    """A guest that ended itself is not the fault of the emulator, nor the other way round.

    Tests see the one as the other: as a guest that is no longer there.
    """
    if not ended or ended.ending is Ending.KILLED:
        return raised
    if ended.error:
        return ended.error.with_traceback(raised.__traceback__)
    if isinstance(raised, EmulatorError):
        gone = NotSeen(f"the guest ended, {ended}, before it was looked at")
        raised = gone.with_traceback(raised.__traceback__)
    if isinstance(raised, NotSeen) and ended.ending is Ending.RESET:
        raised.what += "; the guest ended by a reset: a reset ends the guest here"
        raised.hint = AGAIN
    elif (
        isinstance(raised, NotSeen)
        and ended.ending is Ending.REFUSED
        and ended.reason not in raised.what
    ):
        raised.what += f", which was {ended}"
    return raised


@contextmanager
def to_its_start(guest: Guest) -> Iterator[None]:
    """On a guest's way to its test: whoever has ended it is blamed."""
    try:
        yield
    except BenchError as error:
        blamed = blame(error, guest.exit)
        if blamed is error:
            raise
        raise blamed from error
