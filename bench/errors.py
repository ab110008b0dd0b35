# SPDX-License-Identifier: MIT
"""Errors for their reader: where, what is wrong, what to do instead."""

from __future__ import annotations

import errno
import os


class BenchError(Exception):
    """Something a person can mend; shown as one line, never as a traceback.

    Args:
        what: what is wrong, as one sentence without a full stop.
        hint: what to do instead.
        where: the place to look at, `file:line` where there is one; below the project's folder.
        detail: up to a dozen lines that a tool said beside it, without control characters.
        log: all that the tool said.
    """

    def __init__(
        self, what: str, *, hint: str = "", where: str = "", detail: str = "", log: str = ""
    ) -> None:
        self.what = what
        self.hint = hint
        self.where = where
        self.detail = detail
        self.log = log
        super().__init__(what)

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        hint = f"; {self.hint}" if self.hint else ""
        return f"{place}{self.what}{hint}"


class HostError(BenchError):
    """The host lacks something: a program, a package, space, a permission."""


class EmulatorError(BenchError):
    """QEMU refused its command line, crashed or stopped answering its monitor."""


class Unavailable(BenchError):
    """What a test needs is not there, as its definition foresees: the test is skipped."""


class Unmet(BenchError):
    """The guest did not show the text, record or state that a test awaited.

    Attributes:
        seen: what was there to be seen instead: lines; empty if nobody has looked.
    """

    seen: str = ""


def is_full(error: OSError) -> bool:
    """Whether a file system, or what this user may have of it, is full."""
    return error.errno in {errno.ENOSPC, errno.EDQUOT}


def is_short_of_something(error: OSError) -> bool:
    """Whether the host has too little of something, whoever asked for it."""
    return is_full(error) or error.errno in {errno.EMFILE, errno.ENFILE, errno.ENOMEM}


def explained(error: OSError, *, hint: str = "") -> HostError:
    """A refusal of the host's kernel, as a line.

    Args:
        error: what it said.
        hint: what to do; if empty, what helps against such errors in general.
    """
    what, general = _REFUSALS.get(error.errno or 0, (error.strerror or str(error), ""))
    named = isinstance(error.filename, str | bytes | os.PathLike)
    place = f"{os.fsdecode(error.filename)}: " if named else ""
    return HostError(f"{place}{what}", hint=hint or general)


_REFUSALS = {
    errno.ENOSPC: ("the file system is full", "make room there"),
    errno.EDQUOT: ("this user's share of the file system is used up", "make room there"),
    errno.EMFILE: ("this process may open no more files", "raise its limit: ulimit -n"),
    errno.ENFILE: ("the host opens no more files", "end programs, or raise fs.file-max"),
    errno.EAGAIN: ("the host starts no more processes", "end some, or raise ulimit -u"),
    errno.ENOMEM: ("the host has no memory left", "end programs, or give it more"),
}
"""The trouble and its remedy, by the kernel's error number (errno(3))."""
