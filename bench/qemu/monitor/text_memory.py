# SPDX-License-Identifier: MIT
"""The text that a VGA adapter shows, read out of a QEMU that is about to exit.

A guest's write to isa-debug-exit ends QEMU within that instruction: it holds the lock of QEMU's
main loop, and no monitor answers any more. But Linux asks the bench before the process exits
(`bench.qemu.spawning.exit_status`), and until it is answered QEMU's memory is there to be read.

QEMU keeps the adapter's memory in a mapping of its own, whose size no other one has. Of text the
characters are in plane 0 and the attributes in plane 1, four bytes a cell with the other planes
(QEMU 7.2, hw/display/vga.c, `vga_mem_writeb`, and softmmu/physmem.c, `qemu_anon_ram_alloc`).
"""

from __future__ import annotations

import re
from pathlib import Path

SIZE = 16 << 20
"""Bytes of the adapter's memory: QEMU's property `vgamem_mb`."""

CELLS = 0x4000
"""Those that the window at 0xb8000 shows."""

_MAPPING = re.compile(r"(?P<start>[0-9a-f]+)-(?P<end>[0-9a-f]+) rw-p 0+ 00:00 0\s*")
"""proc(5), /proc/PID/maps: memory of a process' own, without a name."""


def text_memory(pid: int) -> bytes:
    """The content of the window of 32 KiB at 0xb8000; nothing where it cannot be told.

    Args:
        pid: of a QEMU that has a VGA adapter, and that does not run now.
    """
    process = Path("/proc") / str(pid)
    try:
        lines = (process / "maps").read_text().splitlines()
        matches = [found for line in lines if (found := _MAPPING.fullmatch(line))]
        spans = [(int(found["start"], 16), int(found["end"], 16)) for found in matches]
        starts = [start for start, end in spans if end - start == SIZE]
        if len(starts) != 1:
            return b""
        with (process / "mem").open("rb", buffering=0) as memory:
            memory.seek(starts[0])
            planes = memory.read(4 * CELLS)
    except OSError:  # this host lets nobody read another process' memory
        return b""
    return bytes(byte for cell in range(0, len(planes), 4) for byte in planes[cell : cell + 2])
