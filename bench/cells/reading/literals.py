# SPDX-License-Identifier: MIT
"""Literal arguments in a test's source, as values of their types."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import MISSING, Field, fields
from typing import Any

from bench.cells.row import Value
from bench.definitions.need import Need
from bench.definitions.needs import NEEDS
from bench.definitions.wording import suggest
from bench.errors import BenchError

Where = Callable[[ast.AST], str]
"""Names the place of a node as `file:line`."""


def need(call: ast.Call, kind: str, where: Where) -> Need:
    """The need that a call such as `bench.Linux(modules=("binfmt_com",))` states.

    Raises:
        BenchError: for an argument that is unknown, missing, of another type or no literal.
    """
    model = NEEDS[kind]
    known = {field.name: field for field in fields(model)}
    values: dict[str, Any] = {}
    places = [name for name, field in known.items() if not field.kw_only]
    for name, node in _arguments(call, places, kind, where):
        if name not in known:
            raise BenchError(
                f"{kind} has no argument {name!r}", hint=suggest(name, known), where=where(node)
            )
        values[name] = _argument(known[name], node, where)
    for name, field in known.items():
        if field.default is MISSING and name not in values:
            raise BenchError(
                f"{kind} lacks its argument {name!r}",
                hint=f"write {kind}({name}=…)",
                where=where(call),
            )
    try:
        return model(**values)
    except BenchError as error:
        raise BenchError(error.what, hint=error.hint, where=where(call)) from None


def strings(node: ast.expr, what: str, where: Where) -> tuple[tuple[str, str], ...]:
    """One string, or a tuple or list of them, each with its place.

    Raises:
        BenchError: for anything else.
    """
    items = node.elts if isinstance(node, ast.Tuple | ast.List) else [node]
    found = []
    for item in items:
        if not (isinstance(item, ast.Constant) and isinstance(item.value, str)):
            raise not_literal(what, "a string or a tuple of strings", where(item))
        found.append((item.value, where(item)))
    return tuple(found)


def constant(node: ast.expr, what: str, where: Where) -> Value:
    """A literal: a string, a number, True, False, None, or a tuple of such.

    Raises:
        BenchError: for anything else.
    """
    try:
        value = ast.literal_eval(node)
    except (ValueError, TypeError):
        value = ...
    if _is_constant(value):
        return value  # type: ignore[no-any-return]
    raise not_literal(what, "a string, a number or a tuple of them", where(node))


def _is_constant(value: object) -> bool:
    if isinstance(value, tuple):
        return all(map(_is_constant, value))
    return value is None or isinstance(value, str | bytes | int | float | complex)


def _arguments(
    call: ast.Call, known: list[str], kind: str, where: Where
) -> list[tuple[str, ast.expr]]:
    if len(call.args) > len(known):
        raise BenchError(
            f"{kind} takes at most {len(known)} arguments",
            hint=f"they are {', '.join(known)}",
            where=where(call),
        )
    named: list[tuple[str, ast.expr]] = list(zip(known, call.args, strict=False))
    for keyword in call.keywords:
        if keyword.arg is None:
            raise not_literal(f"an argument of {kind}", "written out", where(keyword.value))
        named.append((keyword.arg, keyword.value))
    return named


def _argument(field: Field[Any], node: ast.expr, where: Where) -> str | bool | tuple[str, ...]:
    if field.type in {"bool", bool}:  # a name, where annotations are not evaluated
        if isinstance(node, ast.Constant) and isinstance(node.value, bool):
            return node.value
        raise not_literal(field.name, "True or False", where(node))
    if field.type in {"str", str}:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return node.value
        raise not_literal(field.name, "a string", where(node))
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        raise BenchError(
            f"{field.name} is a tuple of strings, not one string",
            hint=f'write {field.name}=("{node.value}",)',
            where=where(node),
        )
    return tuple(text for text, _ in strings(node, field.name, where))


def not_literal(what: str, wanted: str, where: str) -> BenchError:
    """The error for what was written where a literal is needed."""
    return BenchError(
        f"{what} is not {wanted}",
        hint="write it as a literal: tests are listed by reading their source",
        where=where,
    )
