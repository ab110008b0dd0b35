# SPDX-License-Identifier: MIT
"""The window that a guest and the bench share, as it lies in memory (`docs/records.md`)."""

from __future__ import annotations

from construct import Const, Int16ul, Int32ul, Padding, Struct

MAGIC = b"BWINDOW1"
DATA = 4096
"""Offset of the first ring's bytes."""
RING = 2 << 20
"""Size of a ring in bytes; the counters of bytes written and read wrap at 2^32."""
USED = DATA + 2 * RING
"""How much of the window is used, in bytes."""
BODY_LIMIT = 65_536
"""Of a message's body, in bytes."""
ALIGNMENT = 8
"""Messages begin and counters stand at multiples of this many bytes."""


RING_HEAD = Struct(
    "written" / Int32ul, Padding(60), "read" / Int32ul, Padding(60), "waits" / Int32ul, Padding(60)
)
HEAD = Struct("magic" / Const(MAGIC), Padding(56), "to_guest" / RING_HEAD, "to_host" / RING_HEAD)
MESSAGE = Struct("length" / Int32ul, "type" / Int16ul, Padding(2))
