# SPDX-License-Identifier: MIT
import struct

from bench.structs.boot_images.multiboot2 import HEADER, MAGIC, find


def header(*tags: bytes, architecture: int = 0, wrong: int = 0) -> bytes:
    """The specification's table, by hand; tags begin on 8 bytes."""
    body = b"".join(tag.ljust(-(-len(tag) // 8) * 8, b"\0") for tag in tags)
    length = 16 + len(body)
    checksum = (-(MAGIC + architecture + length) + wrong) & 0xFFFF_FFFF
    return struct.pack("<IIII", MAGIC, architecture, length, checksum) + body


END = struct.pack("<HHI", 0, 0, 8)
ENTRY = struct.pack("<HHII", 3, 1, 12, 0x100000)


def test_tags_are_read_to_the_last() -> None:
    parsed = HEADER.parse(header(ENTRY, END))
    assert [(tag.type, tag.flags, tag.data) for tag in parsed.tags] == [
        (3, 1, ENTRY[8:]),
        (0, 0, b""),
    ]


def test_it_is_found_on_8_bytes_within_32_kib() -> None:
    for offset in (0, 8, 32768 - 24):
        found = find(bytes(offset) + header(END))
        assert found is not None
        assert found[0] == offset
    for offset in (4, 32768):
        assert find(bytes(offset) + header(END)) is None


def test_a_wrong_sum_or_an_endless_list_is_no_header() -> None:
    assert find(header(END, wrong=1)) is None
    assert find(header(ENTRY)) is None
    assert find(header(struct.pack("<HHI", 1, 0, 0), END)) is None
