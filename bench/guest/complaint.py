"""What a guest said of its own trouble: a panic of Go's, a report of Linux's, the shim's end."""

from __future__ import annotations

import re

# Go: runtime/panic.go and runtime/traceback.go. A goroutine's frames are pairs of lines.
_GO = re.compile(
    r"^(?P<what>panic: .+|fatal error: .+|unexpected fault address .+|SIG[A-Z]+: .+)$", re.MULTILINE
)
_GOROUTINE = re.compile(r"^goroutine \d+ .*\[running.*\]:\n(?P<frames>(?:.+\n)+)", re.MULTILINE)
_FRAME = re.compile(r"^(?P<function>\S+)\(.*\)\n\s+(?P<place>\S+:\d+)", re.MULTILINE)
_OF_THE_RUNTIME = re.compile(r"runtime\.|panic$|testing\.|internal/")

# Linux: lib/bug.c, kernel/panic.c, lib/ubsan.c, mm/kasan/report.c, arch/*/mm/fault.c. The first
# of them is the cause, what follows may be its consequence.
_LINUX = re.compile(
    # A line begins with a time, before which a shell's prompt may stand.
    r"(?:^|\[ *[\d.]+\]\s*)(?P<what>(?:watchdog: )?BUG: .+|Unable to handle kernel .+"
    r"|general protection fault.*|divide error: .+|invalid opcode: .+|kernel BUG at .+"
    r"|Internal error: .+|UBSAN: .+|WARNING: .+|INFO: task .+ blocked .+"
    r"|Kernel panic - not syncing: .+)$",
    re.MULTILINE,
)
# `RIP: 0010:oops+0x5/0x10 [module]` on x86, where 0010 is the kernel's code segment, and
# `pc : oops+0x5/0x10 [module]` on arm64.
COUNTER = re.compile(r"(?:RIP: 0010:|pc : )(?P<place>[A-Za-z_]\S*\+0x\S+(?: \[\w+\])?)")

_OF_A_MODULE = re.compile(r"\s(?P<place>[A-Za-z_]\S*\+0x\S+ \[\w+\])")
_TRACE = 8192
"""Characters that a report's registers and call trace may take."""

_SHIM = re.compile(r"^(?P<what>shim: .+)$", re.MULTILINE)


def complaint(text: str) -> str:
    """The first report of trouble on a serial line, and where it was; empty if there is none.

    Args:
        text: all that came.
    """
    reports = [found for kind in (_GO, _LINUX, _SHIM) if (found := kind.search(text))]
    if not reports:
        return ""
    first = min(reports, key=lambda report: report.start())
    what, rest = first["what"].strip(), text[first.start() :]
    place = _frame(rest) if first.re is _GO else _counter(rest) if first.re is _LINUX else ""
    return f"{what}, in {place}" if place and place not in what else what


def _frame(text: str) -> str:
    """The innermost function of the user's that was running, with its file and line."""
    goroutine = _GOROUTINE.search(text)
    for frame in _FRAME.finditer(goroutine["frames"] if goroutine else ""):
        if not _OF_THE_RUNTIME.match(frame["function"]):
            return f"{frame['function']} ({frame['place']})"
    return ""


def _counter(text: str) -> str:
    """Where the kernel was, and the innermost function of a module that led there."""
    counter = COUNTER.search(text)
    if not counter:
        return ""
    place: str = counter["place"]
    caller = _OF_A_MODULE.search(text, counter.end(), counter.end() + _TRACE)
    return place if place.endswith("]") or not caller else f"{place} from {caller['place']}"
