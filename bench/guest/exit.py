# SPDX-License-Identifier: MIT
"""How a guest ended, told apart by what QEMU leaves behind and not by its exit code alone."""

from __future__ import annotations

import signal
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bench.errors import BenchError, HostError
from bench.qemu.monitor.monitor import Event
from bench.qemu.spawning.child import Ended
from bench.qemu.why_ended import unasked_end
from bench.structs.elf import Code, code_of
from bench.structs.registers import Registers


class Ending(StrEnum):
    """The cause of a guest's end."""

    DEBUG_EXIT = "debug-exit"
    """It wrote a code to the port 0xf4 of a PC, to isa-debug-exit."""
    POWER_OFF = "power-off"
    """It powered itself off: ACPI, or PSCI SYSTEM_OFF, which may bring a code along."""
    RESET = "reset"
    """It reset itself on purpose: by PSCI SYSTEM_RESET, or a PC's keyboard controller or port
    CF9. A triple fault too, where QEMU does not tell: under Linux, and with KVM."""
    TRIPLE_FAULT = "triple-fault"
    """Its processor gave up: a fault, while it tried to report a fault in reporting a fault
    (Intel SDM volume 3, 6.15, "Interrupt 8")."""
    PANIC = "panic"
    """It reported a panic through pvpanic."""
    REFUSED = "refused"
    """QEMU refused to start it, which a test foresaw: `refusal="end"`."""
    KILLED = "killed"
    """The bench ended it."""
    SIGNAL = "signal"
    """QEMU itself ended by a signal that the bench did not send."""
    ABORTED = "aborted"
    """QEMU itself gave up."""


AGAIN = 'reset="again" in what the test boots lets it go on'
"""The hint for a guest that a reset is not to end."""


@dataclass(frozen=True)
class Exit:
    """How a guest ended.

    Attributes:
        ending: what ended it.
        code: the code that the guest gave, where its way of ending carries one: 31 bits of a
            PC's, 64 of an arm64 machine's.
        status: QEMU's own exit code, of 32 bits, or minus the number of the signal that it
            died of.
        reason: the SHUTDOWN event's reason, a value of QAPI's ShutdownCause, or
            QEMU's complaint or refusal; else empty.
        places: where the CPUs were and what their registers held, for a reset or triple fault
            of a kernel; else empty.
    """

    ending: Ending
    code: int | None
    status: int
    reason: str = ""
    places: str = ""

    @property
    def error(self) -> BenchError | None:
        """Why QEMU ended, where neither the guest nor the bench ended it; else None."""
        if self.reason == _BY_SIGNAL:
            return HostError("QEMU was told to end from outside, by a signal to its process")
        if self.reason == _UNTOLD:
            return HostError(
                "Linux does not tell the bench with which code a PC's kernel ends",
                hint="run where nobody else listens to system calls (seccomp_unotify(2))",
            )
        if self.ending in {Ending.SIGNAL, Ending.ABORTED}:
            return unasked_end(self.status, self.reason)
        return None

    def __str__(self) -> str:
        if self.error:
            return str(self.error)
        if self.code is not None:
            return f"{self.ending} with code {self.code}"
        if self.ending is Ending.REFUSED:
            return f"{self.ending}: {self.reason}"
        name = "triple fault" if self.ending is Ending.TRIPLE_FAULT else str(self.ending)
        return f"{name}: {self.places}" if self.places else name


@dataclass(frozen=True)
class Left:
    """The traces of a QEMU that has ended.

    Attributes:
        events: all events of the monitor.
        complaint: the line of its standard error that tells why it ended, if nobody ended it.
        registers: those of the CPUs of a kernel that has ended itself; else empty.
        triple_fault: whether QEMU noted one.
        symbols: the kernel's file with its symbols, where there is one.
        refused: QEMU's reason not to start; else empty.
    """

    events: Sequence[Event] = ()
    complaint: str = ""
    registers: Sequence[Registers] = ()
    triple_fault: bool = False
    symbols: Path | None = None
    refused: str = ""


def power_off_code(cpus: Sequence[Registers]) -> int | None:
    """The code that a kernel brought along to PSCI's SYSTEM_OFF (docs/kernels.md); else None.

    SYSTEM_OFF (Arm DEN 0022, 5.9) takes no argument: x1 is free for the code, and x2 for a word
    that nobody has there by chance.
    """
    for cpu in cpus:
        if cpu.values.get("X02") == _CODE_FOLLOWS:
            return cpu.values["X01"]
    return None


def places(cpus: Sequence[Registers], symbols: Path | None) -> str:
    """Where each CPU was, by the kernel's symbols: `main.main+0x1c (EIP=0x101234 ESP=…)`."""
    code = None
    if cpus and symbols:
        with suppress(BenchError):  # a place is told without a name then
            code = code_of(symbols)
    found = [_place(registers, code) for registers in cpus]
    if len(found) == 1:
        return found[0]
    return ", ".join(f"CPU{each.cpu} {at}" for each, at in zip(cpus, found, strict=True))


def _place(registers: Registers, code: Code | None) -> str:
    address = registers.place
    found = code.at(address) if code and address is not None else None
    known = f"{found[0].name}+{found[1]:#x} " if found else ""
    return f"{known}({registers})"


_CODE_FOLLOWS = int.from_bytes(b"exitcode", "little")

_BY_SIGNAL = "host-signal"
_UNTOLD = "untold"

_BY_GUEST = ("guest-shutdown", "guest-reset")

_SHUTDOWN_CAUSES = {
    "guest-shutdown": Ending.POWER_OFF,
    "guest-reset": Ending.RESET,
    "guest-panic": Ending.PANIC,
    "host-qmp-quit": Ending.KILLED,
    _BY_SIGNAL: Ending.SIGNAL,
}


def classify(ended: Ended, left: Left, channels: Iterable[str], *, killed: bool) -> Exit:
    """The guest's exit, by QEMU's end.

    Args:
        ended: how the process ended.
        left: what it left behind.
        channels: the exit channels that the machine declares.
        killed: whether the bench ended QEMU.
    """
    status = ended.returncode
    if left.refused:
        return Exit(Ending.REFUSED, None, status, left.refused)
    causes = [event.data.get("reason", "") for event in left.events if event.name == "SHUTDOWN"]
    # The first: where QEMU waits at the end, the bench makes it quit, which is another.
    cause = causes[0] if causes else ""
    if "debug-exit" in channels and status > 0 and _by_debug_exit(ended, cause):
        if not ended.whole:
            return Exit(Ending.ABORTED, None, status, _UNTOLD)
        return Exit(Ending.DEBUG_EXIT, status >> 1, status)  # QEMU: exit((value << 1) | 1)
    if cause:
        return _shut_down(cause, status, left)
    # The bench also kills a QEMU of whose end it has not heard yet: what it died of tells.
    if killed and status == -signal.SIGKILL:
        return Exit(Ending.KILLED, None, status)
    return Exit(Ending.SIGNAL if status < 0 else Ending.ABORTED, None, status, left.complaint)


def _by_debug_exit(ended: Ended, cause: str) -> bool:
    """Whether a code is in QEMU's status, which is odd then.

    The device of QEMU 7.2 exits at once, in the thread of the processor that wrote to it; that of
    QEMU 10 asks for a shutdown, which a reset may overtake. QEMU itself exits in its first
    thread, with 1.
    """
    exited = ended.by_processor or ended.returncode > 1 or not ended.whole
    return ended.returncode % 2 == 1 and (cause in _BY_GUEST if cause else exited)


def _shut_down(cause: str, status: int, left: Left) -> Exit:
    ending = _SHUTDOWN_CAUSES.get(cause, Ending.ABORTED)
    if ending is Ending.POWER_OFF:
        return Exit(ending, power_off_code(left.registers), status, cause)
    if ending is Ending.RESET and left.triple_fault:
        ending = Ending.TRIPLE_FAULT
    return Exit(ending, None, status, cause, places(left.registers, left.symbols))
