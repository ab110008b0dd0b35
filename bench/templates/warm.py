"""Has a clone run a little, so that its next steps are quick.

An emulator translates the guest's code when it is first run: two thirds of the time that
a new clone takes for its first program. A clone that was warmed up is no longer what was
frozen, bit by bit: process numbers have gone on, and the page cache holds busybox.
"""

from __future__ import annotations

from bench.guest.linux import LinuxGuest

_PUSHED = bytes(64 << 10)
"""What is put once, so that the way of a file into the guest is translated too."""
_FILE = "/tmp/warm"
_ROUNDS = 2


def warm_up(guest: LinuxGuest) -> None:
    """Put a file, run a program, and leave nothing of either."""
    for _ in range(_ROUNDS):
        guest.put(_FILE, _PUSHED)
        guest.run("rm", _FILE)
