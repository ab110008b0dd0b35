# SPDX-License-Identifier: MIT
"""The archive writer keeps to the newc format and depends on its entries alone."""

from __future__ import annotations

import pytest

from bench.images.linux import cpio

# The header's fields: magic, inode, mode, uid, gid, links, time, size, four device
# numbers, length of the name with its NUL, check sum.
HEADER = (
    b"070701"
    b"00000001" b"000081ed" b"00000000" b"00000000" b"00000001" b"00000000" b"00000005"
    b"00000000" b"00000000" b"00000000" b"00000000" b"00000005" b"00000000"
)  # fmt: skip
TRAILER = (
    b"070701"
    b"00000000" b"00000000" b"00000000" b"00000000" b"00000001" b"00000000" b"00000000"
    b"00000000" b"00000000" b"00000000" b"00000000" b"0000000b" b"00000000"
)  # fmt: skip


def names(archive: bytes) -> list[str]:
    """What lies in an archive, read by its own headers."""
    found, at = [], 0
    while archive[at:]:
        assert archive[at : at + 6] == b"070701"
        size, length = (int(archive[at + 6 + 8 * n :][:8], 16) for n in (6, 11))
        found.append(archive[at + 110 : at + 110 + length - 1].decode())
        at += (110 + length + 3) // 4 * 4
        at += (size + 3) // 4 * 4
    return found


def test_a_file_is_a_padded_header_name_and_data() -> None:
    archive = cpio.archive([cpio.file("init", b"hello", executable=True)])
    # 110 bytes of header and 5 of name are padded by 1, 5 bytes of data by 3.
    assert archive == HEADER + b"init\0\0" + b"hello\0\0\0" + TRAILER + b"TRAILER!!!\0\0\0\0"


def test_folders_come_before_what_they_hold() -> None:
    archive = cpio.archive([cpio.file("a/b/c", b""), cpio.folder("z"), cpio.link("a.b", "z")])
    assert names(archive) == ["a", "a.b", "a/b", "a/b/c", "z", "TRAILER!!!"]


def test_the_order_of_entries_does_not_matter() -> None:
    entries = [cpio.file("b", b"1"), cpio.link("a", "b"), cpio.folder("c")]
    assert cpio.archive(entries) == cpio.archive(reversed(entries))


def test_two_different_entries_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="two different entries are called a"):
        cpio.archive([cpio.file("a", b"1"), cpio.file("a", b"2")])


def test_a_link_holds_its_target() -> None:
    archive = cpio.archive([cpio.link("sh", "busybox")])
    assert archive[14:22] == b"0000a1ff"
    assert archive[110:124] == b"sh\0\0\0\0busybox\0"
