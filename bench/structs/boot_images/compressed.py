# SPDX-License-Identifier: MIT
"""Compressed files: which way, and what their first bytes unpack to.

Source: RFC 1952, 2.3.1; RFC 8878, 3.1.1; The .xz File Format 1.2, 2.1.1.1; the LZ4 frame and
legacy formats (doc/lz4_Frame_format.md); Linux, scripts/Makefile.lib.
"""

from __future__ import annotations

import bz2
import lzma
import zlib
from collections.abc import Callable, Mapping

from bench.structs.boot_images.content import HEAD, Content

MAGICS: Mapping[bytes, str] = {
    b"\x1f\x8b": "gzip",
    b"BZh": "bzip2",
    b"\xfd7zXZ\0": "xz",
    b"\x5d\0\0": "lzma",
    b"\x28\xb5\x2f\xfd": "zstd",
    b"\x04\x22\x4d\x18": "lz4",
    b"\x02\x21\x4c\x18": "lz4",
    b"\x89LZO\0": "lzo",
}
"""The first bytes of compressed files."""


def compression(head: bytes) -> str:
    """How a file is compressed that begins like this; empty if it is not."""
    return next((name for magic, name in MAGICS.items() if head.startswith(magic)), "")


def unpacked_head(content: Content, name: str) -> bytes:
    """The beginning of a file when it is unpacked, as far as Python itself can unpack it."""
    unpack = _UNPACK.get(name)
    try:
        return unpack(content.at(0, _LOOKED_AT)) if unpack else b""
    except (OSError, ValueError, zlib.error, lzma.LZMAError):
        return b""


def _gzip(data: bytes) -> bytes:
    return zlib.decompressobj(wbits=zlib.MAX_WBITS | 16).decompress(data, HEAD)


def _bzip2(data: bytes) -> bytes:
    return bz2.BZ2Decompressor().decompress(data, HEAD)


def _lzma(data: bytes) -> bytes:
    return lzma.LZMADecompressor(memlimit=_MOST_MEMORY).decompress(data, HEAD)


_LOOKED_AT = 1 << 20
"""Bytes: bzip2 gives nothing before it has a block of up to 900 kB whole."""
_MOST_MEMORY = 256 << 20
"""Bytes that a look into a file may take."""

_UNPACK: Mapping[str, Callable[[bytes], bytes]] = {
    "gzip": _gzip,
    "bzip2": _bzip2,
    "xz": _lzma,
    "lzma": _lzma,
}
