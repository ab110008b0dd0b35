# SPDX-License-Identifier: MIT
"""Text of guests, tests and tools as people and programs can read it: printable and bounded.

What a guest prints is anything: escape codes, NULs, half of a character, a line of a megabyte.
It stays as it is in logs of bytes. Wherever it becomes part of a report it goes through here, and
is then valid in UTF-8, JSON, XML and on a terminal.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

LONGEST_LINE = 2000
"""Characters of a line."""

LONGEST = 65536
"""Characters of a text of many lines."""


COMPARED_MAX_CHARS = 200
"""Of a word that is compared with names: it takes time that grows with its square."""


def did_you_mean(word: str, names: Sequence[str], *, most: int = 1) -> str:
    """A hint that gives the names that a word was probably meant to be; empty without one."""
    near = get_close_matches(word[:COMPARED_MAX_CHARS], names, n=most)
    return f"did you mean {' or '.join(near)}?" if near else ""


def printable(text: str) -> str:
    """The text with everything escaped that is not to be seen, or would disturb what is.

    Escaped are control and format characters (among these what turns the direction of writing),
    separators other than a blank, lone surrogates, and what Unicode has not assigned.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )


def shortened(text: str, longest: int) -> str:
    """The text, or its beginning and its end where it is too long."""
    if len(text) <= longest:
        return text
    kept = max(0, longest - len(_mark(len(text))))
    mark = _mark(len(text) - kept)
    return f"{text[: kept - kept // 2]}{mark}{text[len(text) - kept // 2 :]}"


def _mark(left_out: int) -> str:
    return f" […{left_out} characters…] "


def one_line(text: str, longest: int = LONGEST_LINE) -> str:
    """The text as one printable line."""
    # Shortened first: what is left out need not be looked at.
    lines = shortened(text, longest).splitlines()
    return shortened(printable(" ".join(filter(None, map(str.strip, lines)))), longest)


def many_lines(text: str, longest: int = LONGEST) -> str:
    """The text with every line printable; a tab becomes blanks."""
    lines = shortened(text, longest).splitlines()
    readable = (shortened(printable(line.expandtabs()), LONGEST_LINE) for line in lines)
    return shortened("\n".join(readable).strip("\n"), longest)


def whole_lines(data: bytes, longest: int = LONGEST) -> bytes:
    """A program's output, as printable lines of UTF-8 that all have an end."""
    text = many_lines(data.decode("utf-8", "replace"), longest)
    return f"{text}\n".encode() if text else b""
