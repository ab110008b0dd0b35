# SPDX-License-Identifier: MIT
"""Has a clone run a little, so that its next steps are quick.

An emulator translates the guest's code when it is first run: two thirds of the time that
a new clone takes for its first program. A clone that was warmed up is no longer what was
frozen, bit by bit: process numbers have gone on, and memory was used and freed.
"""

from __future__ import annotations

from bench.guest.linux.linux import LinuxGuest

_PUSHED = bytes(100 << 10)
_FILE = "/tmp/warm"


def warm_up(guest: LinuxGuest) -> None:
    """Run a program: what costs the next one of a cell that time costs it now."""
    guest.run("nothing")


def warm_up_more(guest: LinuxGuest) -> None:
    """Put a file, and run a program again, which is quicker still the third time.

    It takes 10 to 25 ms and saves a cell a few: for a host with nothing to do.
    """
    guest.put(_FILE, _PUSHED)
    guest.run("nothing")
    guest.put(_FILE, b"")  # its memory is the cell's again
