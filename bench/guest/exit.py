"""How a guest ended, told apart by the monitor's events and not by the exit code alone."""

from __future__ import annotations

import signal
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bench.errors import BenchError
from bench.qemu.monitor import Event
from bench.structs.elf import Code, code_of
from bench.structs.registers import Registers


class Ending(StrEnum):
    """What ended a guest."""

    DEBUG_EXIT = "debug-exit"
    """It wrote a code to isa-debug-exit."""
    SEMIHOSTING = "semihosting"
    """It called SYS_EXIT (Semihosting for AArch32 and AArch64, Arm IHI 0100)."""
    POWER_OFF = "power-off"
    """It powered itself off: ACPI, or PSCI SYSTEM_OFF."""
    RESET = "reset"
    """It reset itself on purpose: by PSCI SYSTEM_RESET, or a PC's keyboard controller or port
    CF9. A triple fault too, where QEMU does not tell: under Linux, and with KVM."""
    TRIPLE_FAULT = "triple-fault"
    """Its processor gave up: a fault, while it tried to report a fault in reporting a fault
    (Intel SDM volume 3, 6.15, "Interrupt 8")."""
    PANIC = "panic"
    """It reported a panic through pvpanic."""
    KILLED = "killed"
    """The bench ended it."""
    SIGNAL = "signal"
    """QEMU itself died of a signal."""
    ABORTED = "aborted"
    """QEMU itself gave up."""


@dataclass(frozen=True)
class Exit:
    """How a guest ended.

    Attributes:
        ending: what ended it.
        code: the code that the guest gave, where its way of ending carries one.
        status: QEMU's own exit code, or minus the number of the signal that it died of.
        reason: the SHUTDOWN event's reason, a value of QAPI's ShutdownCause, or
            QEMU's complaint; else empty.
        places: where the CPUs were and what their registers held, for a reset or triple fault
            of a kernel; else empty.
    """

    ending: Ending
    code: int | None
    status: int
    reason: str = ""
    places: str = ""

    def __str__(self) -> str:
        if self.ending is Ending.SIGNAL:
            name = signal.Signals(-self.status).name
            return f"QEMU died of {name}: {self.reason or 'no word'}"
        if self.ending is Ending.ABORTED:
            return f"QEMU gave up with exit code {self.status}: {self.reason or 'no word'}"
        if self.code is not None:
            return f"{self.ending} with code {self.code}"
        name = "triple fault" if self.ending is Ending.TRIPLE_FAULT else str(self.ending)
        return f"{name}: {self.places}" if self.places else name


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


_SHUTDOWN_CAUSES = {
    "guest-shutdown": Ending.POWER_OFF,
    "guest-reset": Ending.RESET,
    "guest-panic": Ending.PANIC,
    "host-qmp-quit": Ending.KILLED,
    "host-signal": Ending.KILLED,
}


def classify(  # noqa: PLR0913 - what QEMU leaves behind
    status: int,
    events: Iterable[Event],
    channels: Iterable[str],
    *,
    killed: bool,
    complaint: str = "",
    triple_fault: bool = False,
    places: str = "",
) -> Exit:
    """What a wait status means, beside the events that came before it.

    Args:
        status: QEMU's exit code, or minus a signal's number.
        events: all events of the monitor.
        channels: the exit channels that the machine declares.
        killed: whether the bench ended QEMU.
        complaint: the last thing that QEMU said on its standard error. It tells an exit
            code of 1 that QEMU gave of itself from one that the guest asked for.
        triple_fault: whether QEMU noted one.
        places: where the CPUs were at the end, if that is known.
    """
    causes = [event.data.get("reason", "") for event in events if event.name == "SHUTDOWN"]
    if causes:
        # The first: where QEMU waits at the end, the bench makes it quit, which is another.
        ending = _SHUTDOWN_CAUSES.get(causes[0], Ending.ABORTED)
        if ending is Ending.RESET and triple_fault:
            ending = Ending.TRIPLE_FAULT
        return Exit(ending, None, status, causes[0], places)
    if status < 0:
        # The bench also kills a QEMU of whose end it has not heard yet: what it died of tells.
        by_bench = killed and status == -signal.SIGKILL
        ending, why = (Ending.KILLED, "") if by_bench else (Ending.SIGNAL, complaint)
        return Exit(ending, None, status, why)
    if status == 1 and complaint:
        return Exit(Ending.ABORTED, None, status, complaint)
    # Neither of these two sends an event: they end QEMU at once.
    if "debug-exit" in channels and status & 1:
        return Exit(Ending.DEBUG_EXIT, status >> 1, status)  # QEMU: exit((value << 1) | 1)
    if "semihosting" in channels:
        return Exit(Ending.SEMIHOSTING, status, status)
    return Exit(Ending.ABORTED, None, status)
