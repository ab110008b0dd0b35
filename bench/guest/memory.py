# SPDX-License-Identifier: MIT
"""Guest physical memory, by address or by a symbol of the kernel."""

from __future__ import annotations

import os
from typing import Any

from construct import Construct, ConstructError

from bench.errors import BenchError, HostError
from bench.qemu.process import Process
from bench.structs.elf import Symbol, symbol
from bench.structs.records.record import reason

_MOST = 1 << 30

Place = int | str
"""A guest physical address, or the name of a symbol."""


class Memory:
    """Reads and writes a running guest's physical memory.

    Reads go through the monitor, so that whatever is mapped there is seen: RAM, video
    memory, ROM. Writes go into the guest's RAM. Code that the emulator has translated
    already is not translated again for a write, so write data and not instructions.
    """

    def __init__(self, process: Process) -> None:
        self._process = process

    def read(self, place: Place, size: int) -> bytes:
        """Read `size` bytes; of a kernel that has ended, as long as they lie in its RAM.

        Raises:
            BenchError: nothing is mapped there, there is no such symbol, or these are more
                bytes than anybody looks at.
            EmulatorError: the guest has ended.
        """
        address = self.address(place)
        if not 0 <= size <= _MOST:  # QEMU takes no notice, and dies
            raise BenchError(f"{size} bytes of memory cannot be read at once", hint="read less")
        if self._process.returncode is not None and self._process.ram is not None:
            return os.pread(self._process.ram, size, self._offset(address, size))
        snapshot = self._process.plan.descriptors.snapshot
        self._process.monitor.execute(
            "pmemsave", val=address, size=size, filename=f"/proc/self/fd/{snapshot}"
        )
        return os.pread(self._process.snapshot, size, 0)

    def write(self, place: Place, data: bytes) -> None:
        """Write `data` into RAM.

        Raises:
            BenchError: it does not lie in RAM, or there is no such symbol.
        """
        address = self.address(place)
        self._offset(address, len(data))
        self._poke(address, data)

    def _offset(self, address: int, size: int) -> int:
        """Where in RAM an address is."""
        memory = self._process.plan.memory
        if memory.start is None:
            raise BenchError(
                f"nobody has said where RAM of {self._process.plan.machine} begins",
                hint="write ram-at in its definition",
            )
        offset = address - memory.start
        if not 0 <= offset <= memory.size - size or self._is_video(address, size):
            raise BenchError(
                f"{size} bytes at {address:#x} do not lie in RAM",
                hint=f"RAM is {memory.size:#x} bytes from {memory.start:#x}",
            )
        return offset

    def _poke(self, address: int, data: bytes) -> None:
        """Write where QEMU has mapped RAM: a clone's is a copy that no file leads to."""
        [reply] = self._process.human_monitor.run([f"gpa2hva {address:#x}"])
        place = int(reply.rsplit(" is ", 1)[1], 16)
        try:
            with open(f"/proc/{self._process.pid}/mem", "r+b", buffering=0) as memory:  # noqa: PTH123 - unbuffered
                memory.seek(place)
                memory.write(data)
        except PermissionError as error:
            raise HostError(
                "this host does not let a process write another's memory",
                hint="set kernel.yama.ptrace_scope to 0",
            ) from error

    def parse(self, struct: Construct, at: Place) -> Any:
        """The value that a construct struct of fixed size reads there.

        Raises:
            BenchError: the bytes do not fit the struct.
        """
        try:
            return struct.parse(self.read(at, struct.sizeof()))
        except ConstructError as error:
            raise BenchError(f"memory at {at} does not fit its struct: {reason(error)}") from error

    def symbol(self, name: str) -> Symbol:
        """A symbol of the kernel that the guest booted.

        Raises:
            BenchError: the kernel has none of this name.
        """
        symbols = self._process.plan.boot.symbols
        if symbols is None:
            raise BenchError(
                f"no symbol {name}: the kernel of this guest comes without symbols",
                hint="use an address",
            )
        return symbol(symbols, name)

    def address(self, place: Place) -> int:
        """The guest physical address of a place."""
        return place if isinstance(place, int) else self.symbol(place).address

    def _is_video(self, address: int, size: int) -> bool:
        screen = self._process.plan.screen
        if screen is None or screen.kind != "vga":
            return False
        return address < 0xC0000 and address + size > 0xA0000  # the PC's window for video memory
