# SPDX-License-Identifier: MIT
"""The strings and numbers that a definition is made of, and what each may hold.

Whatever becomes part of a QEMU option is restricted here to characters that can neither
end the option nor name a path: a definition cannot add options or reach other files.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

MIB = 1024**2
UNITS = {"M": MIB, "G": 1024 * MIB}
LARGEST_MEMORY = 64 * UNITS["G"]
SIZE = re.compile(r"([1-9][0-9]{0,5})([MG])")
HEXADECIMAL = re.compile(r"0x[0-9A-Fa-f]{1,15}")


def mistake(message: str, hint: str) -> PydanticCustomError:
    """An error about a value: what is wrong with it, and what to do instead."""
    return PydanticCustomError("mistake", "{message}; {hint}", {"message": message, "hint": hint})


def like(pattern: str, message: str, hint: str) -> tuple[AfterValidator, Any]:
    """Annotations of a string that must match `pattern` from its first to its last character."""
    compiled = re.compile(pattern)

    def check(value: str) -> str:
        if not compiled.fullmatch(value):
            raise mistake(message, hint)
        return value

    return AfterValidator(check), Field(json_schema_extra={"pattern": f"^{pattern}$"})


def one_of(names: Collection[str]) -> AfterValidator:
    """Validate that a string is among `names`, which come from a table."""

    def check(value: str) -> str:
        if value not in names:
            raise PydanticCustomError("one_of", "is not one of the names", {"names": [*names]})
        return value

    return AfterValidator(check)


def size_in_bytes(text: str) -> int | None:
    """Read `256M` or `2G`, in QEMU's units of 1024; None for anything else."""
    match = SIZE.fullmatch(text)
    return int(match[1]) * UNITS[match[2]] if match else None


def _size(value: Any) -> Any:
    """Read a size as bytes; a number of bytes passes when it is whole MiB."""
    size = size_in_bytes(value) if isinstance(value, str) else value
    if type(size) is not int or size <= 0 or size % MIB:
        raise mistake("is not a size", "write for example 256M")
    if size > LARGEST_MEMORY:
        raise mistake("is more than 64G", "write for example 256M")
    return size


def _address(value: Any) -> Any:
    """Read `"0xb8000"` as a number; YAML has already read the unquoted one."""
    if isinstance(value, str) and HEXADECIMAL.fullmatch(value):
        return int(value, 16)
    if type(value) is not int or not 0 <= value < 2**60:
        raise mistake("is not an address", "write for example 0xb8000")
    return value


def text(value: Any) -> Any:
    """Let a whole number stand for its digits, as in `uart: 16550`."""
    return str(value) if type(value) is int else value


Size = Annotated[
    int,
    BeforeValidator(_size),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": f"^{SIZE.pattern}$"},
                {"type": "integer", "minimum": MIB, "multipleOf": MIB},
            ]
        }
    ),
]
"""Bytes, written `256M` or `2G`."""

Address = Annotated[
    int,
    BeforeValidator(_address),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 0, "exclusiveMaximum": 2**60},
                {"type": "string", "pattern": f"^{HEXADECIMAL.pattern}$"},
            ]
        }
    ),
]
"""A guest-physical address in bytes, written `0xb8000`."""

NAME = r"[a-z0-9][a-z0-9-]{0,39}"
Name = Annotated[
    str, *like(NAME, "is not a name", "use up to 40 small letters, digits and hyphens")
]
"""A name that is also part of file names and of a cell's name."""

WORD = r"[A-Za-z0-9][A-Za-z0-9._+-]{0,63}"
Word = Annotated[
    str, *like(WORD, "is not one plain word", "use letters, digits and . _ + - without commas")
]
"""Part of a QEMU option: no comma, no equals sign, no slash, no space."""

OptionValue = Annotated[
    Word,
    BeforeValidator(text),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": f"^{WORD}$"},
                {"type": "integer", "minimum": 0},
            ]
        }
    ),
]
"""A word or a whole number, kept as text."""

Line = Annotated[
    str,
    *like(
        r"[^\x00-\x1f\x7f-\x9f\u2028\u2029]{1,200}",
        "is not one line of up to 200 characters",
        "shorten it and take line breaks out",
    ),
]
"""Text on one line, for people; or one argument of a program."""
