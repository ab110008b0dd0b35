# SPDX-License-Identifier: MIT
"""The text of a file, whatever stands under its name."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from bench.definitions.reading.problem import DefinitionError, Problem
from bench.text import printable

LARGEST = 16 * 1024
"""Bytes of a file; definitions have less than one KiB."""

UNREADABLE = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]",
)
"""Characters that YAML 1.2 does not allow in a file (section 5.1)."""


def refusal(path: Path, line: int | None, message: str, hint: str) -> DefinitionError:
    """The error for a file with one mistake."""
    return DefinitionError([Problem(str(path), line, message, hint)])


def read_text(path: Path, largest: int = LARGEST) -> str:
    """Read a file as UTF-8.

    Args:
        path: of the file.
        largest: how many bytes it may have.

    Raises:
        DefinitionError: where there is no readable file of a sensible size, or no text in it.
    """
    data = _read(path, largest)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise refusal(path, line, "is not UTF-8", "save it as UTF-8 text") from None
    if odd := UNREADABLE.search(text):
        line = text.count("\n", 0, odd.start()) + 1
        message = f"holds the character {printable(odd[0])}"
        raise refusal(path, line, message, "a definition is plain text")
    return text


def _read(path: Path, largest: int) -> bytes:
    try:
        # Opening a FIFO would wait for its writer.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise refusal(path, None, "is not a file", "put a text file there")
            data = os.read(descriptor, largest + 1)
        finally:
            os.close(descriptor)
    except OSError as error:
        hint = "check the file, its permissions and where it links to"
        raise refusal(path, None, f"cannot be read: {error.strerror}", hint) from None
    if len(data) > largest:
        hint = "a definition needs less than 1 KiB" if largest == LARGEST else "make two of it"
        raise refusal(path, None, f"is larger than {largest // 1024} KiB", hint)
    return data
