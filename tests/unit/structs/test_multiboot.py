# SPDX-License-Identifier: MIT
import struct
from pathlib import Path

import pytest

from bench.structs.boot_images.multiboot import ADDRESSES, HEADER, VIDEO_MODE, find

GOLDEN = Path(__file__).parent / "golden"


def header(flags: int, *fields: int) -> bytes:
    """The specification's table, by hand."""
    checksum = -(0x1BADB002 + flags) & 0xFFFF_FFFF
    return struct.pack(f"<III{len(fields)}I", 0x1BADB002, flags, checksum, *fields)


def test_a_header_with_addresses_is_found_in_a_kernel() -> None:
    image = (GOLDEN / "kernel32.elf").read_bytes()
    found = find(image)
    assert found is not None
    assert image[found.offset : found.offset + 4] == b"\x02\xb0\xad\x1b"
    assert found.header.flags == ADDRESSES
    assert found.header.addresses.header_addr == 0x10_0000
    assert found.header.addresses.load_addr == 0x10_0000
    assert found.header.addresses.load_end_addr == 0x30_0008
    assert found.header.addresses.bss_end_addr == 0x40_0008
    assert found.header.addresses.entry_addr == 0x10_0020
    assert found.header.graphics is None


def test_graphics_fields_stand_behind_the_addresses() -> None:
    found = find(header(VIDEO_MODE, 0, 0, 0, 0, 0, 1, 80, 25, 0))
    assert found is not None
    graphics = found.header.graphics
    assert (graphics.mode_type, graphics.width, graphics.height, graphics.depth) == (1, 80, 25, 0)


def test_a_built_header_has_its_checksum() -> None:
    assert HEADER.build({"flags": 3, "addresses": None, "graphics": None}) == header(3)


@pytest.mark.parametrize(
    ("image", "offset"),
    [
        pytest.param(bytes(8192 - 12) + header(0), 8192 - 12, id="at the end of what is searched"),
        pytest.param(header(0)[:11] + b"\1" + header(0), 12, id="after one with a wrong checksum"),
    ],
)
def test_the_header_is_found_as_specified(image: bytes, offset: int) -> None:
    found = find(image)
    assert found is not None
    assert found.offset == offset


@pytest.mark.parametrize(
    "image",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"a" + header(0), id="not aligned"),
        pytest.param(bytes(8192 - 8) + header(0), id="beyond what is searched"),
        pytest.param(header(0)[:11], id="cut short"),
    ],
)
def test_anything_else_is_no_header(image: bytes) -> None:
    assert find(image) is None
