# SPDX-License-Identifier: MIT
"""Asks a Linux kernel where it hangs.

By the magic key of its serial line (Linux, admin-guide/sysrq.rst), which works as long as some
processor serves interrupts; else by an interrupt that cannot be masked, where the machine has
one, which ends the guest in a panic. Both print what was being done.
"""

from __future__ import annotations

import re
from contextlib import suppress

from bench.errors import BenchError
from bench.guest.complaint import complaint
from bench.guest.linux.linux import LinuxGuest
from bench.qemu.activity import BudgetSpent
from bench.qemu.budget import Budget
from bench.structs.linux.log import parse_log
from bench.structs.linux.place import COUNTER, frames

HANG = "hang.txt"
"""The file of evidence that the answer is kept in."""

_PATIENCE = Budget(cpu=4, idle=2)
"""The budget of an answer."""

_SAID = 1 << 20

_ALL = "9"
_BACKTRACE = "l", "Show backtrace"
_BLOCKED = "w", "Show Blocked State"
_END = "8"

_PROGRAM = re.compile(r"CPU: \d+ PID: \d+ Comm: (?P<name>\S+)")
_OF_A_PROGRAM = re.compile(r"RIP: 0033:|pc : [0-9a-f]{16}\b")
_TASK = re.compile(r"task:(?P<name>\S+) +state:D(?P<trace>.*?)(?=task:|\Z)", re.DOTALL)
_IDLE = re.compile(r"(pv_)?native_safe_halt|default_idle|acpi_safe_halt|cpu_do_idle")
_SCHEDULER = re.compile(r"__switch_to|(__)?schedule")


def note_hang(guest: LinuxGuest) -> None:
    """Ask a guest that used up its budget where it was, and keep the answer as evidence."""
    if guest.exit is not None or guest.evidence is None:
        return
    said = complaint(guest.console.newest(_SAID).decode(errors="replace"))
    busy = guest.worked_too_much
    try:
        answer = _running(guest) if busy else _blocked(guest)
    except BenchError:  # it does not even answer that
        answer = ""
    with suppress(OSError):  # the verdict tells of evidence that cannot be written
        text = "; ".join(filter(None, (said, answer)))
        (guest.evidence / HANG).write_text(text, encoding="utf-8", errors="backslashreplace")


def _running(guest: LinuxGuest) -> str:
    try:
        _ask(guest, *_BACKTRACE)
        _press(guest, _END)
        guest.console.expect(f"Loglevel set to {_END}")
        text = guest.console.before
    except BudgetSpent:
        text = _interrupt(guest)
    places = [
        counter["place"] for counter in COUNTER.finditer(text) if not _IDLE.match(counter["place"])
    ]
    modules = [place for place in places if place.endswith("]")]
    program = _PROGRAM.search(text)
    if program and _OF_A_PROGRAM.search(text) and not modules:
        return f"it was in the program {program['name']}"
    return f"it was in {(modules or places)[0]}" if places else ""


def _blocked(guest: LinuxGuest) -> str:
    _ask(guest, *_BLOCKED)
    guest.come_to_rest()
    said = guest.console.newest(_SAID).decode(errors="replace")
    for task in _TASK.finditer(said.rpartition(_BLOCKED[1])[2]):
        places = [place for line in parse_log(task["trace"]) for place in frames(line.text)]
        callers = [place for place in places if not _SCHEDULER.match(place.function)]
        modules = [place for place in callers if place.module]
        if callers:
            return f"{task['name']} was blocked in {(modules or callers)[0].text}"
    return ""


def _ask(guest: LinuxGuest, key: str, title: str) -> None:
    """Have the kernel print what a key stands for.

    One key at a time: a 16550 says of a break only that there was one, and not where.
    """
    guest.allow(_PATIENCE)
    _press(guest, _ALL)
    guest.console.expect(f"Loglevel set to {_ALL}")
    _press(guest, key)
    guest.console.expect(title)


def _press(guest: LinuxGuest, key: str) -> None:
    guest.human_monitor(f"chardev-send-break {guest.console.name}")
    guest.console.send(key)


def _interrupt(guest: LinuxGuest) -> str:
    """The kernel's words for an interrupt that it does not know."""
    guest.allow(_PATIENCE)
    guest.monitor.execute("inject-nmi")
    guest.console.expect("</NMI>")
    return guest.console.before
