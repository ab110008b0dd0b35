# SPDX-License-Identifier: MIT
"""Files that a definition's further options for QEMU name: they start at the project's root."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

_WHOLE = {"-bios", "-dtb", "-initrd", "-kernel", "-cdrom", "-pflash", "-hda", "-hdb", "-fda", "-sd"}
"""Options whose value is a file, where others have it as `file=…`, `filename=…` and the like."""


def from_root(options: Sequence[str], root: Path) -> tuple[str, ...]:
    """The options with the path of each file of the project whole, wherever the bench runs.

    Args:
        options: one argument of QEMU's an item.
        root: the folder of the project whose definition states them.
    """
    ahead = ("", *options)
    return tuple(
        _found(word, root) if before in _WHOLE else _in_list(word, root)
        for before, word in zip(ahead, options, strict=False)
    )


def _in_list(word: str, root: Path) -> str:
    parts = word.replace(",,", "\0").split(",")
    return ",".join(_value(part, root) for part in parts).replace("\0", ",,")


def _value(part: str, root: Path) -> str:
    key, sign, value = part.partition("=")
    if not sign:
        return part
    whole = _found(value.replace("\0", ","), root).replace(",", "\0")
    return f"{key}={whole}"


def _found(name: str, root: Path) -> str:
    file = root / name
    return str(file) if name and file.is_file() else name
