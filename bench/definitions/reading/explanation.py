# SPDX-License-Identifier: MIT
"""Pydantic's complaints of a definition, in words for its author."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bench.definitions.device import TAGS
from bench.definitions.reading.keys import keys_of, model_at
from bench.definitions.rules import Location, Mistake
from bench.definitions.strict import noun
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


@dataclass(frozen=True)
class _Error:
    """One of pydantic's errors, in a definition of the kind `whole`."""

    detail: ErrorDetails
    whole: type[BaseModel]

    @property
    def value(self) -> Any:
        return self.detail["input"]

    @property
    def context(self) -> dict[str, Any]:
        return self.detail["ctx"]

    @property
    def model(self) -> type[BaseModel]:
        """The model of the key that is wrong."""
        return model_at(self.detail["loc"], self.whole)

    @property
    def example(self) -> str:
        """A hint: the example of the innermost key that has one."""
        at = self.detail["loc"]
        innermost = [step for step in at if isinstance(step, str)][-1]
        info = keys_of(self.model).get(innermost) or keys_of(self.whole)[str(at[0])]
        return f"write for example {flow((info.examples or [''])[0])}"


Explain = Callable[[_Error], Words]


def findings(error: ValidationError, whole: type[BaseModel]) -> Iterator[Finding]:
    """Everything that is wrong with a definition of a kind, in words."""
    for detail in error.errors(include_url=False):
        detail["loc"] = tuple(step for step in detail["loc"] if step not in TAGS)
        if detail["type"] == "inconsistent":
            yield from map(clash, detail["ctx"]["mistakes"])
        elif not _follows(detail):
            yield _explain(_Error(detail, whole))


def named(at: Location) -> str:
    """A location as a reader writes it: `consoles[1].uart`."""
    steps = [f"[{step}]" if isinstance(step, int) else f".{shortened(step)}" for step in at]
    return "".join(steps).removeprefix(".")


def clash(mistake: Mistake) -> Finding:
    """Values that do not go together, in words."""
    about: About = "absence" if mistake.absent else "key" if mistake.in_key else "value"
    message = f"{named(mistake.at[0])}: {mistake.message}"
    return Finding(mistake.at, message, mistake.hint, about)


def _explain(error: _Error) -> Finding:
    kind, at = error.detail["type"], error.detail["loc"]
    about = _ABOUT.get(kind, "value")
    if at[-1] == "[key]":
        at, about = at[:-1], "key"
    words = _WORDS.get(kind, _other) if about != "value" or error.value is not None else _empty
    message, hint = words(error)
    return Finding((at,), f"{named(at)}: {message}", hint, about)


def _follows(detail: ErrorDetails) -> bool:
    """Whether a list counts as too short only because its items are wrong."""
    return detail["type"] == "too_short" and len(detail["input"]) >= detail["ctx"]["min_length"]


def _missing(error: _Error) -> Words:
    return "is missing", error.example


def _unknown_key(error: _Error) -> Words:
    keys = [*keys_of(error.model)]
    return f"is not a key of {noun(error.model)}", suggest(error.detail["loc"][-1], keys)


def _unknown_name(error: _Error) -> Words:
    names = error.context.get("names") or re.findall("'([^']*)'", error.context["expected"])
    return f"{shown(error.value)} is unknown", suggest(error.value, names)


def _ready(error: _Error) -> Words:
    return f"{shown(error.value)} {error.context['message']}", error.context["hint"]


def _not_text(error: _Error) -> Words:
    value = error.value
    quotable = isinstance(value, int | float)
    return f"{shown(value)} is not text", "put it in quotes" if quotable else error.example


def _is_not(what: str) -> Explain:
    return lambda error: (f"{shown(error.value)} is not {what}", error.example)


def _out_of_bounds(error: _Error) -> Words:
    ((_, bound),) = error.context.items()
    side = "less" if error.detail["type"] == "greater_than_equal" else "more"
    return f"{shown(error.value)} is {side} than {bound}", error.example


def _empty(error: _Error) -> Words:
    return "is empty", error.example


def _other(error: _Error) -> Words:
    return f"{shown(error.value)} does not fit: {error.detail['msg']}", error.example


_ABOUT: dict[str, About] = {"missing": "absence", "extra_forbidden": "key"}

_WORDS: dict[str, Explain] = {
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
