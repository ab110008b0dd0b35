# SPDX-License-Identifier: MIT
"""The keys of a terminal, and what each sends (ECMA-48; DEC VT220; xterm, "Control sequences")."""

from __future__ import annotations

from bench.definitions.wording import suggest
from bench.errors import BenchError

_ESCAPE = "\x1b"

KEYS = {
    "enter": "\r",
    "escape": _ESCAPE,
    "tab": "\t",
    "backspace": "\x7f",
    "space": " ",
    **{
        name: f"{_ESCAPE}[{code}"
        for name, code in zip(("up", "down", "right", "left"), "ABCD", strict=True)
    },
    "home": f"{_ESCAPE}[H",
    "end": f"{_ESCAPE}[F",
    **{
        name: f"{_ESCAPE}[{code}~"
        for name, code in {"insert": 2, "delete": 3, "pageup": 5, "pagedown": 6}.items()
    },
    **{
        name: f"{_ESCAPE}O{code}"
        for name, code in zip(("f1", "f2", "f3", "f4"), "PQRS", strict=True)
    },
    **{
        f"f{number}": f"{_ESCAPE}[{code}~"
        for number, code in zip(range(5, 13), (15, 17, 18, 19, 20, 21, 23, 24), strict=True)
    },
}
"""What each key sends, by its name."""

_ALIASES = {"return": "enter", "ret": "enter", "esc": "escape", "pgup": "pageup"}
_ALIASES |= {"pgdn": "pagedown", "spc": "space", "del": "delete"}


def sent_by(key: str) -> str:
    """What a key sends: `down`, `ctrl-c`, `x`.

    Raises:
        BenchError: a terminal has no such key.
    """
    name = _ALIASES.get(key.lower(), key.lower())
    if name in KEYS:
        return KEYS[name]
    modifier, _, letter = name.partition("-")
    if modifier == "ctrl" and len(letter) == 1 and "@" <= letter.upper() <= "_":
        return chr(ord(letter.upper()) & 0x1F)
    if len(key) == 1:
        return key
    raise BenchError(f"a terminal has no key {key!r}", hint=suggest(name, [*KEYS, "ctrl-c"]))
