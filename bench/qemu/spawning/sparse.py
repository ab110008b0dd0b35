# SPDX-License-Identifier: MIT
"""Copies files that are mostly holes."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator


def copy_sparse(source: int, target: int) -> None:
    """Give `target` what `source` has, holes included; their positions do not matter.

    Args:
        source: an open file.
        target: an open empty file.
    """
    size = os.fstat(source).st_size
    os.ftruncate(target, size)
    for start, end in _data(source, size):
        offset = os.lseek(target, start, os.SEEK_SET)
        while offset < end:
            offset += os.sendfile(target, source, offset, end - offset)


def _data(source: int, size: int) -> Iterator[tuple[int, int]]:
    """Where a file has data: beginnings and ends."""
    end = 0
    while end < size:
        try:
            start = os.lseek(source, end, os.SEEK_DATA)
        except OSError as error:
            if error.errno == errno.ENXIO:  # nothing but a hole from here on
                return
            raise
        end = os.lseek(source, start, os.SEEK_HOLE)
        yield start, end
