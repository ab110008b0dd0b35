"""Has a clone run a little, so that its next steps are quick.

An emulator translates the guest's code when it is first run: two thirds of the time that
a new clone takes for its first program. A clone that was warmed up is no longer what was
frozen, bit by bit: process numbers have gone on, and memory was used and freed.
"""

from __future__ import annotations

from bench.guest.linux import LinuxGuest

_PUSHED = bytes(100 << 10)
_FILE = "/tmp/warm"
_ROUNDS = 2
"""The second one translates the way back to where the first began."""


def warm_up(guest: LinuxGuest) -> None:
    """Put a file, run a program, and leave an empty file in /tmp."""
    for _ in range(_ROUNDS):
        guest.put(_FILE, _PUSHED)
        guest.run("nothing")
    guest.put(_FILE, b"")  # its memory is the cell's again
