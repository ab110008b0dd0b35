# SPDX-License-Identifier: MIT
"""Keyboard layouts: which keys type a character, by the tables that QEMU brings.

Source: QEMU, ui/keymaps.c: a line has an X11 keysym (keysymdef.h), the key's scan code of set 1,
and the modifiers that it is typed with.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from bench.definitions.wording import suggest
from bench.errors import BenchError, HostError

DEFAULT = "en-us"

_FOLDER = Path("/usr/share/qemu/keymaps")

_MODIFIERS = {"shift": 0x2A, "altgr": 0xB8}
"""Scan codes of the keys that a table's words stand for; 0x80 marks those behind 0xe0."""

_CONTROLS = {"\n": 0x1C, "\t": 0x0F, "\b": 0x0E, "\x1b": 0x01, " ": 0x39}
"""Keys that are the same in every layout."""

_WORDS = """
! exclam  " quotedbl  # numbersign  $ dollar  % percent  & ampersand  ' apostrophe  ( parenleft
) parenright  * asterisk  + plus  , comma  - minus  . period  / slash  : colon  ; semicolon  < less
= equal  > greater  ? question  @ at  [ bracketleft  \\ backslash  ] bracketright  ^ asciicircum
_ underscore  ` grave  { braceleft  | bar  } braceright  ~ asciitilde
ß ssharp  € EuroSign  § section  ° degree  µ mu  £ sterling  æ ae  Æ AE  ø oslash  Ø Ooblique
² twosuperior  ³ threesuperior  ½ onehalf  ¤ currency
"""
_NAMES = dict(zip(_WORDS.split()[::2], _WORDS.split()[1::2], strict=True))
"""Names of characters that do not follow from Unicode's."""

_MARKS = {
    **{name: name.lower() for name in ("DIAERESIS", "ACUTE", "GRAVE", "TILDE", "CIRCUMFLEX")},
    **{"CEDILLA": "cedilla", "CARON": "caron", "RING ABOVE": "ring"},
}
"""The ends of names that do."""
_LETTER = re.compile(r"LATIN (?:SMALL|CAPITAL) LETTER ([A-Z]) WITH (.+)")

Chord = tuple[int, ...]
"""Scan codes of keys that are held together, in the order in which they are pressed."""


class Layout:
    """A keyboard of a country.

    Args:
        name: as QEMU's `-k` takes it: `de`, `fr`, `en-gb`.

    Raises:
        BenchError: QEMU has no such layout.
        HostError: QEMU brings none at all.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._keys = _table(name)

    def chord(self, character: str) -> Chord:
        """The keys that type a character.

        Raises:
            BenchError: the keyboard has none.
        """
        if character in _CONTROLS:
            return (_CONTROLS[character],)
        for name in _names(character):
            if name in self._keys:
                return self._keys[name]
        raise BenchError(
            f"a keyboard of the layout {self.name} has no {character!r}",
            hint='press keys, or choose another: guest.keyboard.layout = "de"',
        )


def _names(character: str) -> Iterator[str]:
    """What X11 may call a character."""
    if character in _NAMES:
        yield _NAMES[character]
    if found := _LETTER.fullmatch(unicodedata.name(character, "")):
        letter = found[1] if character.isupper() else found[1].lower()
        if found[2] in _MARKS:
            yield letter + _MARKS[found[2]]
    yield character
    yield f"U{ord(character):04X}"


@cache
def _table(name: str) -> Mapping[str, Chord]:
    if not _FOLDER.is_dir():
        raise HostError(f"QEMU has no layouts in {_FOLDER}")
    known = {file.name for file in _FOLDER.iterdir()}
    if name not in known:
        raise BenchError(f"{name!r} is not a keyboard layout", hint=suggest(name, known))
    keys: dict[str, Chord] = {}
    _read(name, keys)
    return keys


def _read(name: str, keys: dict[str, Chord]) -> None:
    for line in (_FOLDER / name).read_text(encoding="utf-8", errors="replace").splitlines():
        match line.split():
            case ["include", other]:
                _read(other, keys)
            case [keysym, code, *words] if code.startswith("0x") and "numlock" not in words:
                held = tuple(_MODIFIERS[word] for word in words if word in _MODIFIERS)
                chord = (*held, int(code, 16))
                keys[keysym] = min(keys.get(keysym, chord), chord, key=_effort)
                if "addupper" in words:
                    keys.setdefault(keysym.upper(), (_MODIFIERS["shift"], int(code, 16)))


def _effort(chord: Chord) -> tuple[int, bool]:
    """Where several keys type a character: those that most systems know."""
    return len(chord), _MODIFIERS["altgr"] in chord
