# SPDX-License-Identifier: MIT
"""Whether a guest has come to a dead end: it waits for nothing but what a test may do.

Then the test that waits for it waits in vain, and need not wait for the budget to be spent. Only
what is proven counts. A guest is in a dead end where

- all its processors have halted and take no interrupt (x86),
- its kernel is one of `kernels/` in which no thread can run, none sleeps for a time, and no
  device may interrupt: the shim says so in its memory,
- QEMU sleeps without a time limit: no timer of any device or processor is armed,
- Linux says so (`bench/guest/linux/linux_rest.py`).
"""

from __future__ import annotations

import contextlib
import os
import struct
import threading
from pathlib import Path

from bench.errors import BenchError
from bench.guest.running import Running
from bench.qemu.spawning.reactor import reactor
from bench.qemu.spawning.stillness import is_still
from bench.structs.registers import parse_registers

_SHIM = "shim"
_MAGIC = b"emubench: rests\0"
_REST = struct.Struct("<QQ")
"""`rest` of kernels/shim/sched/thread.c, behind its magic."""
_NEVER = (1 << 64) - 1

_WATCHDOGS = ("wdt", "watchdog", "i6300esb", "ib700")
"""Devices that act on a guest that does nothing."""


class DeadEnd:
    """Looks at one guest; each look proves it anew.

    Args:
        guest: which.
    """

    def __init__(self, guest: Running) -> None:
        self._guest = guest
        self._rest_at: int | None = None
        self._looks = False
        self._not_the_tests = {*threading.enumerate(), reactor().thread, *_children()}

    def __call__(self) -> str:
        """Why nothing will come; empty if something may."""
        if self._looks or self._others_may_act():  # to look may be to wait for the guest
            return ""
        self._looks = True
        try:
            return self._reason()
        finally:
            self._looks = False

    def _reason(self) -> str:
        with contextlib.suppress(BenchError):  # it has ended: then something has come
            if self._halted():
                return "all its processors have halted and take no interrupt"
            if self._kernel_rests():
                return "the kernel waits for input, no thread can run and no timer is armed"
            # A host may speak to a guest over the network, and the guest to a host.
            if not self._guest.plan.network and is_still(self._guest.pid):
                return "all its processors wait and no timer is armed"
            if self._guest.rests():
                return "Linux waits for input, no program or module runs or sleeps for a time"
        return ""

    def _others_may_act(self) -> bool:
        """Whether somebody else than the thread that waits may do something to the guest.

        That is a thread or a process which began after the guest, or a debugger.
        """
        others = {*threading.enumerate(), *_children()} - self._not_the_tests
        return bool(others - {threading.current_thread()}) or self._guest.debugged

    def _halted(self) -> bool:
        if any(word in argument for argument in self._guest.plan.argv for word in _WATCHDOGS):
            return False
        processors = parse_registers(self._guest.human_monitor("info registers -a"))
        return bool(processors) and all(cpu.halted and cpu.deaf for cpu in processors)

    def _kernel_rests(self) -> bool:
        if self._rest_at is None:
            self._rest_at = self._find_rest()
        if not self._rest_at:
            return False
        _, until = _REST.unpack(self._guest.memory.read(self._rest_at, _REST.size))
        return bool(until == _NEVER)

    def _find_rest(self) -> int:
        """Where the shim keeps it; 0 in other kernels."""
        try:
            shim = self._guest.memory.symbol(_SHIM)
        except BenchError:
            return 0
        found = self._guest.memory.read(shim.address, shim.size).find(_MAGIC)
        return shim.address + found + len(_MAGIC) if found >= 0 else 0


def _children() -> set[int]:
    """The processes that this one has started and not waited for."""
    files = Path("/proc/self/task").glob("*/children")
    try:
        return {int(pid) for file in files for pid in file.read_text().split()}
    except OSError:  # a thread has ended meanwhile, and its children are another's
        return {os.getpid()}
