"""Errors for their reader: where, what is wrong, what to do instead."""

from __future__ import annotations


class BenchError(Exception):
    """Something a person can mend; shown as one line, never as a traceback.

    Args:
        what: what is wrong, as one sentence without a full stop.
        hint: what to do instead.
        where: the place to look at, `file:line` where there is one.
    """

    def __init__(self, what: str, *, hint: str = "", where: str = "") -> None:
        self.what = what
        self.hint = hint
        self.where = where
        super().__init__(what)

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        hint = f"; {self.hint}" if self.hint else ""
        return f"{place}{self.what}{hint}"


class HostError(BenchError):
    """The host lacks something: a program, a package, space, a permission."""


class EmulatorError(BenchError):
    """QEMU refused its command line, crashed or stopped answering its monitor."""
