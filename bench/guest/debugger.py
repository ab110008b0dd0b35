# SPDX-License-Identifier: MIT
"""Breakpoints, by the stub that QEMU has for gdb.

Source: Debugging with GDB, appendix "GDB Remote Serial Protocol". The connection is a pair of
sockets of which QEMU is handed one: there is no port and no path.
"""

from __future__ import annotations

import socket
from contextlib import suppress
from pathlib import Path

from bench.errors import EmulatorError, HostError
from bench.guest.memory import Place
from bench.guest.running import Running
from bench.structs.registers import Registers, parse_registers

_REPLY_LIMIT = 60.0
"""Wall seconds for a reply: QEMU answers in a millisecond while it lives."""

_NAME = "gdb"


def serve_at(guest: Running, path: Path) -> None:
    """Let a gdb connect to a guest at a path, where a socket comes to be.

    Raises:
        HostError: there can be none, as where the path is too long.
        EmulatorError: QEMU has gone or does not answer.
    """
    with socket.socket(socket.AF_UNIX) as listening:
        try:
            listening.bind(str(path))
        except OSError as error:
            raise HostError(f"there can be no socket {path}: {error}") from error
        listening.listen(1)
        _serve(guest, listening, server=True)


def _serve(guest: Running, theirs: socket.socket, *, server: bool) -> None:
    """Have QEMU's stub speak on a socket, or on the connections to it."""
    guest.monitor.send_file(_NAME, theirs.fileno())
    address = {"type": "fd", "data": {"str": _NAME}}
    waits = {"wait": False} if server else {}
    backend = {"type": "socket", "data": {"addr": address, "server": server, **waits}}
    guest.monitor.execute("chardev-add", id=_NAME, backend=backend)
    guest.monitor.overlook("STOP")  # a debugger that comes holds the guest
    guest.debugged = True
    guest.human_monitor(f"gdbserver chardev:{_NAME}")


class Debugger:
    """A connection to the stub. It holds the guest from the beginning on, until it runs on.

    Args:
        guest: which.
    """

    def __init__(self, guest: Running) -> None:
        self._guest = guest
        self._end, theirs = socket.socketpair()
        self._end.settimeout(_REPLY_LIMIT)
        self._received = b""
        with theirs:
            _serve(guest, theirs, server=False)

    def restart_to(self, place: Place) -> tuple[Registers, ...]:
        """Start the machine anew, and hold it before the first instruction at a place.

        Args:
            place: an address, or a symbol of the kernel.

        Returns:
            The registers of each CPU there.

        Raises:
            BudgetSpent: it does not come there within the guest's budget.
            EmulatorError: the guest ended first, or QEMU refused.
        """
        monitor, address = self._guest.monitor, self._guest.memory.address(place)
        self._set(f"Z0,{address:x},1")
        monitor.execute("set-action", reboot="reset")
        seen = len(monitor.events)
        monitor.execute("system_reset")
        self._guest.wait_event(lambda event: event.name == "RESET", "a reset", after=seen)
        seen = len(monitor.events)
        monitor.overlook("RESUME")
        self._send("c")
        self._guest.wait_event(lambda event: event.name == "STOP", f"{place}", after=seen)
        self._reply()  # which signal it was
        # Only now: a PC's firmware that has run before resets the machine once more.
        monitor.execute("set-action", reboot="shutdown")
        self._set(f"z0,{address:x},1")
        return parse_registers(self._guest.human_monitor("info registers -a"))

    def close(self) -> None:
        """Leave the guest as it is."""
        self._end.close()

    def _set(self, command: str) -> None:
        self._send(command)
        if (reply := self._reply()) != "OK":
            raise EmulatorError(f"QEMU's stub for gdb refused {command}: {reply or 'unknown'}")

    def _send(self, command: str) -> None:
        packet = command.encode()
        try:
            self._end.sendall(b"$%s#%02x" % (packet, sum(packet) % 256))
        except OSError as error:
            raise EmulatorError("QEMU ended before its stub for gdb answered") from error

    def _reply(self) -> str:
        """The next packet, which is acknowledged; acknowledgements of QEMU's are skipped."""
        while b"#" not in self._received[:-2]:
            try:
                chunk = self._end.recv(4096)
            except OSError as error:
                raise EmulatorError("QEMU's stub for gdb does not answer") from error
            if not chunk:
                raise EmulatorError("QEMU ended before its stub for gdb answered")
            self._received += chunk
        with suppress(OSError):  # QEMU may have gone since, which the next packet tells
            self._end.sendall(b"+")
        packet, _, rest = self._received.partition(b"#")
        self._received = rest[2:]  # the sum; a pair of sockets loses nothing
        return packet.lstrip(b"+").removeprefix(b"$").decode()
