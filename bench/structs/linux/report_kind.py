# SPDX-License-Identifier: MIT
"""A kind of report: how it begins, and where it tells of the function at fault."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from bench.structs.linux.functions import AWAITED
from bench.structs.linux.place import ADDRESSES, COUNTER, NAME, PLACE, Told, Trace

HEAD = Told((re.compile(PLACE), re.compile(f" in:? {NAME}")), head=True)
"""On a report's first line."""
AT_COUNTER = Told((COUNTER,))
"""Where the processor was."""
LINK = Told((re.compile(rf"\blr : {PLACE}"),))
"""On arm64, who called a function that calls none, as memset: it is not in the trace."""
BELOW_COUNTER = Trace((COUNTER,))
"""The callers; where older kernels report a trap, the trace goes on behind the counter."""
CALLS = Trace()
"""The call trace of who reports."""
BODY = Trace((re.compile("BUG: |unreferenced object"),))
"""The trace that follows a report's first line and has no title."""
LOCKED = Told((re.compile(f"at: {ADDRESSES}{PLACE}"),), most=2)
"""Where the locks were taken that a report is about."""
RELEASED = Told((re.compile(f"^{ADDRESSES}{PLACE}$"),))
"""On a line of its own: where a lock was given back."""
IRQ_SAFE = Trace((re.compile(r"which became \S+ at:"),), required=True)
"""Where a lock was first taken by an interrupt."""
INTERRUPTED = Trace(
    (re.compile(r"(?:apic_timer_interrupt|el1h?(?:_64)?_irq)\+|Exception stack"),), required=True
)
"""The trace of the code that the interrupt of the report came upon."""
WAITING = Trace(only=AWAITED)
WORK = Told((re.compile(f"(?:last function: |workfn=){NAME}"),))
"""The function of a work item."""
ORIGIN = Trace((re.compile("page last allocated"),), required=True)
"""Where a page was allocated."""


BEFORE = r"(?:\[ |rcu: |NMI watchdog: |watchdog: |traps: |kmemleak: )*"
"""Text before a head's own words: the reporter, or the frame of an older lockdep."""


@dataclass(frozen=True)
class Kind:
    """One kind of report.

    Attributes:
        name: what people call it.
        head: a pattern of the text of its first line.
        look: where to look for the function, in this order.
        skip: a pattern of functions that notice this kind of trouble and do not cause it.
        outermost: the function is a module's, or the outermost one below what dispatched it; the
            innermost is where a loop happened to be when somebody looked.
        within: where a report has begun already, such a line belongs to it.
        minor: a report of another kind tells more, though it comes later.
    """

    name: str
    head: str
    look: tuple[Told | Trace, ...] = ()
    skip: str = r"(?!)"
    outermost: bool = False
    within: bool = False
    minor: bool = False

    def begins(self, text: str) -> bool:
        """Whether such a report begins with this line."""
        return bool(self._head.match(text))

    def skips(self, function: str) -> bool:
        """Whether a function is not the one at fault."""
        return bool(self._skip.search(function))

    @cached_property
    def _head(self) -> re.Pattern[str]:
        return re.compile(f"{BEFORE}(?:{self.head})")

    @cached_property
    def _skip(self) -> re.Pattern[str]:
        return re.compile(self.skip)
