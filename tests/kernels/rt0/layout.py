# SPDX-License-Identifier: MIT
"""What a kernel of `kernels/rt0/` leaves in memory, in the order in which it lies there."""

from __future__ import annotations

from construct import (
    BitsInteger,
    BitStruct,
    Computed,
    Flag,
    Int8ul,
    Int16ul,
    Int32ul,
    Struct,
    this,
)

ENTRY_STATE = Struct(
    "eax" / Int32ul,
    "ebx" / Int32ul,
    "esp" / Int32ul,
    "eflags" / Int32ul,
    "cr0" / Int32ul,
    "cr4" / Int32ul,
)
"""The registers when the loader jumped to `start`: `start.S`."""

CR0_MP, CR0_EM, CR0_PG = 1 << 1, 1 << 2, 1 << 31
CR4_OSFXSR, CR4_OSXMMEXCPT = 1 << 9, 1 << 10
EFLAGS_IF = 1 << 9
"""Intel SDM volume 3, 2.5 and 2.3."""

DESCRIPTOR = Struct(
    "limit_low" / Int16ul,
    "base_low" / Int16ul,
    "base_middle" / Int8ul,
    "access"
    / BitStruct(
        "present" / Flag,
        "privilege" / BitsInteger(2),
        "segment" / Flag,
        "code" / Flag,
        "conforming" / Flag,
        "writable" / Flag,
        "accessed" / Flag,
    ),
    "flags"
    / BitStruct(
        "pages" / Flag,
        "bits_32" / Flag,
        "bits_64" / Flag,
        "available" / Flag,
        "limit_high" / BitsInteger(4),
    ),
    "base_high" / Int8ul,
    "base" / Computed(this.base_low | this.base_middle << 16 | this.base_high << 24),
    "limit" / Computed(this.limit_low | this.flags.limit_high << 16),
)
"""A segment descriptor: Intel SDM volume 3, 3.4.5."""

G = Struct(
    "stack_lo" / Int32ul,
    "stack_hi" / Int32ul,
    "stackguard0" / Int32ul,
    "stackguard1" / Int32ul,
)
"""The beginning of a g: Go's src/runtime/runtime2.go."""
