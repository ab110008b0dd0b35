# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest
from construct import ConstError

from bench.structs.psp import PSP

PREFIX = bytes.fromhex("cd20 c09f").ljust(0x80, b"\0") + b"\x04 a b\r".ljust(0x80, b"\0")


def test_the_fields_that_the_loader_fills_in() -> None:
    psp = PSP.parse(PREFIX)
    assert PSP.sizeof() == 0x100
    assert (psp.memory_end, psp.tail_size, psp.tail) == (0x9FC0, 4, b" a b")
    assert PSP.build(psp) == PREFIX


def test_other_memory_is_none() -> None:
    with pytest.raises(ConstError):
        PSP.parse(b"\0" * 0x100)
