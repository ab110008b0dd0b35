# SPDX-License-Identifier: MIT
"""Archives of the "newc" format, byte for byte the same for the same entries.

Follows the kernel's Documentation/driver-api/early-userspace/buffer-format.rst and
cpio(5): a header of ASCII hexadecimal fields, the name, the data, each padded to four
bytes. Owners are root and times are zero, whoever writes the archive and whenever.
"""

from __future__ import annotations

import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

_MAGIC = "070701"
_TRAILER = "TRAILER!!!"


@dataclass(frozen=True, order=True)
class Entry:
    """One name in an archive.

    Attributes:
        path: relative to the archive's root, without a leading slash.
        mode: type and permissions as in `st_mode`.
        data: a file's bytes, a symbolic link's target, nothing for a folder.
    """

    path: str
    mode: int
    data: bytes = b""


def file(path: str, data: bytes, *, executable: bool = False) -> Entry:
    """A regular file."""
    return Entry(path, stat.S_IFREG | (0o755 if executable else 0o644), data)


def link(path: str, target: str) -> Entry:
    """A symbolic link."""
    return Entry(path, stat.S_IFLNK | 0o777, target.encode())


def folder(path: str) -> Entry:
    """A folder; `archive` adds those that other entries lie in by itself."""
    return Entry(path, stat.S_IFDIR | 0o755)


def archive(entries: Iterable[Entry]) -> bytes:
    """The archive of `entries` and the folders they lie in, sorted by path.

    Raises:
        ValueError: two entries share a path.
    """
    by_path: dict[str, Entry] = {}
    for entry in entries:
        if by_path.setdefault(entry.path, entry) != entry:
            raise ValueError(f"two different entries are called {entry.path}")
    for path in list(by_path):
        for parent in PurePosixPath(path).parents:
            if parent.name:
                by_path.setdefault(str(parent), folder(str(parent)))
    # Sorted, a folder comes before what it holds, as the kernel needs it.
    members = [
        _member(number, by_path[path]) for number, path in enumerate(sorted(by_path), start=1)
    ]
    return b"".join([*members, _member(0, Entry(_TRAILER, 0))])


def _member(inode: int, entry: Entry) -> bytes:
    name = entry.path.encode() + b"\0"
    fields = (
        inode,
        entry.mode,
        0,  # uid
        0,  # gid
        2 if stat.S_ISDIR(entry.mode) else 1,  # links
        0,  # modification time
        len(entry.data),
        0,  # major and minor number of the file system
        0,
        0,  # and of a device node
        0,
        len(name),
        0,  # check sum, of another format
    )
    header = (_MAGIC + "".join(f"{field:08x}" for field in fields)).encode()
    return _padded(header + name) + _padded(entry.data)


def _padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % 4)
