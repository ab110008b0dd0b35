# SPDX-License-Identifier: MIT
"""The program segment prefix, the 256 bytes ahead of a COM program in its segment.

Source: Microsoft, MS-DOS Programmer's Reference, "Program Segment Prefix (PSP)": the fields
that `payloads/dos/loader` fills in; all others are zero.
"""

from __future__ import annotations

from construct import Bytes, Computed, Const, Int8ul, Int16ul, Padding, Struct

PSP = Struct(
    "exit" / Const(b"\xcd\x20"),  # INT 20h
    "memory_end" / Int16ul,  # in paragraphs of 16 bytes
    Padding(0x80 - 4),
    "tail_size" / Int8ul,
    "tail_area" / Bytes(127),
    "tail" / Computed(lambda psp: psp.tail_area[: psp.tail_size]),  # what follows is a CR
)
