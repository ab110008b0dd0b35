# SPDX-License-Identifier: MIT
"""Why a QEMU ended that nobody ended: by its status and by what it said on its standard error."""

from __future__ import annotations

import os
import re
import signal
from errno import EDQUOT, EIO, EMFILE, ENFILE, ENOMEM, ENOSPC

from bench.errors import BenchError, EmulatorError, HostError

_OF_QEMU = re.compile(r"qemu[\w-]*: (?P<said>.+)")
_BESIDE = re.compile(
    r"(\S+: )?(warning|info): |terminating on signal |^qemu: module \S+ not found, "
)
_LACKING = re.compile(
    "|".join(map(os.strerror, (ENOMEM, ENOSPC, EDQUOT, EMFILE, ENFILE, EIO))), re.IGNORECASE
)
"""Complaints of the C library that the host lacks memory or another resource."""

_OF_THE_HOST = {
    signal.SIGKILL: "QEMU was killed from outside, as by the host's out-of-memory killer",
    signal.SIGBUS: "QEMU found no room for the guest's memory: the host's memory, or the file"
    " system of its templates, is full",
    signal.SIGXFSZ: "QEMU was not allowed to write a file as large as it had to",
}


class Refusal(BenchError):
    """QEMU refused what a definition asks for, or what is to be booted.

    Args:
        machine: the definition's name.
        why: QEMU's telling line.

    Attributes:
        why: the same.
    """

    def __init__(self, machine: str, why: str) -> None:
        super().__init__(f"QEMU refuses {machine}, or what it is to boot: {why}")
        self.why = why


def telling_line(said: str, *, starting: bool) -> str:
    """The line of QEMU's that tells why it ended; empty if there is none.

    Args:
        said: all that it said.
        starting: whether its guest had yet to run. Of a start the first complaint tells, and
            what follows are hints; later the last, as those before did not end it.
    """
    lines = [line for line in said.splitlines() if line.strip() and not _BESIDE.search(line)]
    complaints = [found["said"] for line in lines if (found := _OF_QEMU.match(line))]
    tell = complaints or [line.strip() for line in lines]
    return tell[0 if starting else -1] if tell else ""


def refusal(machine: str, returncode: int, said: str) -> BenchError:
    """Why a QEMU ended before its guest ran.

    Args:
        machine: the definition's name.
        returncode: as of subprocess.
        said: all that QEMU said.

    Returns:
        A HostError or an EmulatorError as for `unasked_end`, else a Refusal.
    """
    line = telling_line(said, starting=True)
    if returncode < 0 or _LACKING.search(line):
        return unasked_end(returncode, line)
    return Refusal(machine, line or f"it exited with {returncode} and said nothing")


def unasked_end(returncode: int, line: str) -> BenchError:
    """Why a QEMU ended that neither its guest nor the bench ended.

    Args:
        returncode: as of subprocess.
        line: QEMU's telling line; empty if there is none.

    Returns:
        A HostError where the host killed it or has not enough for it, else an EmulatorError.
    """
    if returncode < 0:
        number = signal.Signals(-returncode)
        if number in _OF_THE_HOST:
            return HostError(f"{_OF_THE_HOST[number]} ({number.name})")
        return EmulatorError(f"QEMU died of {number.name}: {line or 'no word'}")
    kind = HostError if _LACKING.search(line) else EmulatorError
    return kind(f"QEMU gave up with exit code {returncode}: {line or 'no word'}")
