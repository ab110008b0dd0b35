# SPDX-License-Identifier: MIT
"""How values and choices are put into words for a person."""

from __future__ import annotations

from collections.abc import Iterable

from bench.text import did_you_mean, printable

LONGEST = 40
"""Characters of a value that a message quotes."""

MOST = 20
"""Names that a hint lists."""


def alternatives(names: Iterable[str]) -> str:
    """`a`, `a or b`, `a, b or c`."""
    *most, last = names
    return f"{', '.join(most)} or {last}" if most else last


def suggest(word: object, names: Iterable[str]) -> str:
    """A hint: the name that `word` was probably meant to be, or all of them."""
    names = [*names]
    if near := did_you_mean(str(word), names):
        return near
    few = 0 < len(names) <= MOST
    return f"use {alternatives(names)}" if few else "nothing there has a similar name"


def shown(value: object) -> str:
    """A value as a message names it: `"256Q"`, `12`, `true`, `a list`."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{shortened(value)}"'
    if isinstance(value, tuple):
        return "a list"
    return "a mapping" if isinstance(value, dict) else shortened(str(value))


def shortened(text: str) -> str:
    """The text, printable and cut to a length that leaves room for a message."""
    return printable(text if len(text) <= LONGEST else text[: LONGEST - 1] + "…")


def flow(value: object) -> str:
    """An example as it would be written in a file: `[go, linux]`, `{rtc: on}`, `true`."""
    if isinstance(value, tuple):
        return f"[{', '.join(flow(item) for item in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {flow(item)}' for key, item in value.items())}}}"
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)


def with_article(word: str) -> str:
    """`a machine`, `an image`."""
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"
