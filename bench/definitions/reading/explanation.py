# SPDX-License-Identifier: MIT
"""Pydantic's complaints of a machine, in words for its author."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bench.definitions.device import TAGS
from bench.definitions.reading.keys import keys_of, model_at
from bench.definitions.rules import Location, Mistake
from bench.definitions.wording import flow, shortened, shown, suggest

Words = tuple[str, str]
"""A message and a hint."""


About = Literal["value", "key", "absence"]


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong.

    Attributes:
        at: where; further places are what the first one clashes with.
        message: what, with the key in front.
        hint: what to do instead.
        about: the value there, its key, or that there is none.
    """

    at: tuple[Location, ...]
    message: str
    hint: str
    about: About = "value"


def findings(error: ValidationError) -> Iterator[Finding]:
    """Everything that is wrong, in words."""
    for detail in error.errors(include_url=False):
        detail["loc"] = tuple(step for step in detail["loc"] if step not in TAGS)
        if detail["type"] == "inconsistent":
            yield from map(clash, detail["ctx"]["mistakes"])
        elif not _follows(detail):
            yield _explain(detail)


def named(at: Location) -> str:
    """A location as a reader writes it: `consoles[1].uart`."""
    steps = [f"[{step}]" if isinstance(step, int) else f".{shortened(step)}" for step in at]
    return "".join(steps).removeprefix(".")


def clash(mistake: Mistake) -> Finding:
    """Values that do not go together, in words."""
    about: About = "absence" if mistake.absent else "key" if mistake.in_key else "value"
    message = f"{named(mistake.at[0])}: {mistake.message}"
    return Finding(mistake.at, message, mistake.hint, about)


def _explain(detail: ErrorDetails) -> Finding:
    kind, at = detail["type"], detail["loc"]
    about = _ABOUT.get(kind, "value")
    if at[-1] == "[key]":
        at, about = at[:-1], "key"
    words = _WORDS.get(kind, _other) if about != "value" or detail["input"] is not None else _empty
    message, hint = words(detail)
    return Finding((at,), f"{named(at)}: {message}", hint, about)


def _follows(detail: ErrorDetails) -> bool:
    """Whether a list counts as too short only because its items are wrong."""
    return detail["type"] == "too_short" and len(detail["input"]) >= detail["ctx"]["min_length"]


def _missing(detail: ErrorDetails) -> Words:
    return "is missing", _example(detail)


def _unknown_key(detail: ErrorDetails) -> Words:
    model = model_at(detail["loc"])
    keys = [*keys_of(model)]
    return f"is not a key of a {model.__name__.lower()}", suggest(detail["loc"][-1], keys)


def _unknown_name(detail: ErrorDetails) -> Words:
    context = detail["ctx"]
    names = context.get("names") or re.findall("'([^']*)'", context["expected"])
    return f"{shown(detail['input'])} is unknown", suggest(detail["input"], names)


def _ready(detail: ErrorDetails) -> Words:
    return f"{shown(detail['input'])} {detail['ctx']['message']}", detail["ctx"]["hint"]


def _not_text(detail: ErrorDetails) -> Words:
    value = detail["input"]
    quotable = isinstance(value, int | float)
    return f"{shown(value)} is not text", "put it in quotes" if quotable else _example(detail)


def _is_not(what: str) -> Callable[[ErrorDetails], Words]:
    return lambda detail: (f"{shown(detail['input'])} is not {what}", _example(detail))


def _out_of_bounds(detail: ErrorDetails) -> Words:
    ((_, bound),) = detail["ctx"].items()
    side = "less" if detail["type"] == "greater_than_equal" else "more"
    return f"{shown(detail['input'])} is {side} than {bound}", _example(detail)


def _empty(detail: ErrorDetails) -> Words:
    return "is empty", _example(detail)


def _other(detail: ErrorDetails) -> Words:
    return f"{shown(detail['input'])} does not fit: {detail['msg']}", _example(detail)


def _example(detail: ErrorDetails) -> str:
    """A hint: the example of the innermost key that has one."""
    at = detail["loc"]
    keys = keys_of(model_at(at))
    innermost = [step for step in at if isinstance(step, str)][-1]
    info = keys.get(innermost) or keys_of(model_at(at[:1]))[str(at[0])]
    return f"write for example {flow((info.examples or [''])[0])}"


_ABOUT: dict[str, About] = {"missing": "absence", "extra_forbidden": "key"}

_WORDS: dict[str, Callable[[ErrorDetails], Words]] = {
    "missing": _missing,
    "extra_forbidden": _unknown_key,
    "literal_error": _unknown_name,
    "one_of": _unknown_name,
    "mistake": _ready,
    "string_type": _not_text,
    "int_type": _is_not("a whole number"),
    "bool_type": _is_not("true or false"),
    "tuple_type": _is_not("a list"),
    "mapping_type": _is_not("a mapping"),
    "model_type": _is_not("a mapping"),
    "greater_than_equal": _out_of_bounds,
    "less_than_equal": _out_of_bounds,
    "too_short": _empty,
}
"""How each of pydantic's error types is put."""
