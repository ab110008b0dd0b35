# SPDX-License-Identifier: MIT
"""A guest's complaint of its own trouble: a panic of Go's, a report of Linux's, the shim's end."""

from __future__ import annotations

import re

from bench.structs.linux.report import first_report

# Go: runtime/panic.go and runtime/traceback.go. A goroutine's frames are pairs of lines. Compilers
# have fatal errors too, which no traceback follows.
_GO = re.compile(
    r"^(?P<what>panic: .+|unexpected fault address .+|SIG[A-Z]+: .+"
    r"|fatal error: [^\r\n]+(?=\r?\n(?:\r?\n|\[signal |goroutine |runtime)|\Z))\r?$",
    re.MULTILINE,
)
_GOROUTINE = re.compile(r"^goroutine \d+ .*\[running.*\]:\n(?P<frames>(?:.+\n)+)", re.MULTILINE)
_FRAME = re.compile(r"^(?P<function>\S+)\(.*\)\n\s+(?P<place>\S+:\d+)", re.MULTILINE)
_OF_THE_RUNTIME = re.compile(r"runtime\.|panic$|testing\.|internal/")

_SHIM = re.compile(r"^(?P<what>shim: .+)$", re.MULTILINE)


def complaint(text: str) -> str:
    """The first report of trouble on a serial line, and where it was; empty if there is none.

    Args:
        text: all that came.
    """
    linux = first_report(text)
    told = [(linux.line, str(linux))] if linux else []
    for kind in (_GO, _SHIM):
        if found := kind.search(text):
            told.append((1 + text.count("\n", 0, found.start()), _described(found)))
    return min(told)[1] if told else ""


def _described(found: re.Match[str]) -> str:
    what = found["what"].strip()
    place = _frame(found.string[found.start() :]) if found.re is _GO else ""
    return f"{what}, in {place}" if place else what


def _frame(text: str) -> str:
    """The innermost function of the user's that was running, with its file and line."""
    goroutine = _GOROUTINE.search(text)
    for frame in _FRAME.finditer(goroutine["frames"] if goroutine else ""):
        if not _OF_THE_RUNTIME.match(frame["function"]):
            return f"{frame['function']} ({frame['place']})"
    return ""
