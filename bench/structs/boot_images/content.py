# SPDX-License-Identifier: MIT
"""A file's bytes, read as far as somebody asks for them."""

from __future__ import annotations

import os
from io import BytesIO
from typing import BinaryIO

HEAD = 128 << 10
"""Bytes in which the header of every format lies, or what says where it lies."""


class Content:
    """The content of a file; a disk of many GiB costs no more than the few places looked at.

    Attributes:
        size: of the file, in bytes.
        head: its first bytes.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.size = file.seek(0, os.SEEK_END)
        self.head = self.at(0, HEAD)

    @classmethod
    def of(cls, data: bytes) -> Content:
        """Bytes in memory."""
        return cls(BytesIO(data))

    def at(self, offset: int, size: int) -> bytes:
        """The bytes at a place, fewer or none of them behind the file's end."""
        if not 0 <= offset < self.size:
            return b""
        self._file.seek(offset)
        return self._file.read(size)
