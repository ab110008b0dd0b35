# SPDX-License-Identifier: MIT
"""The rows of `@bench.each`, read from its source."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from bench.cells.reading.literals import Where, constant, need, not_literal, strings
from bench.cells.reading.modules import AnyFunction, Module, Outside
from bench.cells.row import PLAIN, Row, row
from bench.definitions.needs import NEEDS
from bench.definitions.wording import shortened, suggest
from bench.errors import BenchError

EACH = "each"
_KEYWORDS = ("name", "machines", "claims", "points")


def kind_of(call: ast.expr, module: Module) -> str | None:
    """The name in `bench` that is called."""
    called = module.resolve(call.func) if isinstance(call, ast.Call) else None
    return called.of_bench if isinstance(called, Outside) else None


def each_of(node: ast.ClassDef | AnyFunction, module: Module) -> ast.expr | None:
    """The decorator `@bench.each` of a class or function.

    Raises:
        BenchError: it has two.
    """
    found = [decorator for decorator in node.decorator_list if is_each(decorator, module)]
    if len(found) > 1:
        raise BenchError(
            f"{node.name} has {EACH} twice",
            hint="write it once, with a tuple of values for each cell",
            where=module.where(found[1]),
        )
    return found[0] if found else None


def is_each(decorator: ast.expr, module: Module) -> bool:
    """Whether a decorator is `@bench.each`, called or not."""
    named = module.resolve(decorator.func if isinstance(decorator, ast.Call) else decorator)
    return isinstance(named, Outside) and named.of_bench == EACH


def rows_of_method(function: AnyFunction, module: Module) -> Sequence[Row]:
    """The arguments of a test method, cell by cell; none, once, if it does not say.

    Raises:
        BenchError: for what is not a literal, with its line.
    """
    each = each_of(function, module)
    found = _rows(each, module) if each else PLAIN
    for one in found:
        if one.need:
            raise BenchError(
                f"a row of {function.name} boots something",
                hint=f"put {EACH} on the class: all tests of a class boot the same",
                where=one.where,
            )
    return found


def rows_of_class(each: ast.expr, module: Module) -> Sequence[Row]:
    """The guests and arguments of a class's tests, cell by cell.

    Raises:
        BenchError: for what is not a literal, or does not boot, with its line.
    """
    found = _rows(each, module)
    for one in found:
        if not one.need:
            raise BenchError(
                "a row of a class does not begin with what it boots",
                hint=f'write for example @bench.{EACH}(bench.Go("hello"), bench.Go("selftest")); '
                f"for values alone, put {EACH} on the method that takes them",
                where=one.where,
            )
    return found


def crossed(
    guests: Iterable[Row], methods: Sequence[Row], test: str
) -> Iterator[tuple[Row, Row, Row]]:
    """Each row of a class with each of a method, and both as one.

    Raises:
        BenchError: two are called the same, or one has no name.
    """
    seen = set[str]()
    for guest in guests:
        for method in methods:
            where = method.where or guest.where
            try:
                whole = guest.crossed(method)
            except BenchError as error:
                raise BenchError(error.what, hint=error.hint, where=where) from None
            if whole.name in seen:
                raise BenchError(
                    f"two rows of {test} are called {whole.name}",
                    hint='give one another name: bench.row(…, name="…")',
                    where=where,
                )
            seen.add(whole.name)
            yield guest, method, whole


def refuse_other_arguments(function: AnyFunction, row: Row, where: str) -> None:
    """Refuse a row that has more or fewer values than the method takes."""
    wanted = function.args
    names = [argument.arg for argument in (*wanted.posonlyargs, *wanted.args)][1:]
    given = len(row.arguments)
    if len(names) - len(wanted.defaults) <= given and (wanted.vararg or given <= len(names)):
        return
    if not given:
        example = "(0, 1), (1, 2)" if len(names) > 1 else "0, 1, 255"
        raise BenchError(
            f"nothing gives {function.name} its {', '.join(names)}",
            hint=f"write for example @bench.{EACH}({example})",
            where=where,
        )
    taken = f"takes {', '.join(names)}" if names else "takes no values"
    raise BenchError(
        f"{function.name} {taken}, and a row has {given} for it",
        hint="write as many in each row as the method takes",
        where=row.where,
    )


def _rows(each: ast.expr, module: Module) -> Sequence[Row]:
    if not isinstance(each, ast.Call) or not (each.args or each.keywords):
        raise BenchError(
            f"{EACH} is given no values",
            hint=f"write for example @bench.{EACH}(0, 1, 255)",
            where=module.where(each),
        )
    if each.keywords:
        raise BenchError(
            f"{EACH} takes values without names",
            hint='write bench.row(…, name="…") for a row that says more than its values',
            where=module.where(each.keywords[0].value),
        )
    return [replace(_row(node, module), where=module.where(node)) for node in each.args]


def _row(node: ast.expr, module: Module) -> Row:
    match node:
        case ast.Call() if kind_of(node, module) == "row":
            said = dict(_keyword(keyword, module.where) for keyword in node.keywords)
            return row(*(_value(argument, module) for argument in node.args), **said)
        case ast.Tuple(elts=elements):
            return Row(tuple(_value(element, module) for element in elements))
    return Row((_value(node, module),))


def _value(node: ast.expr, module: Module) -> Any:
    kind = kind_of(node, module)
    if isinstance(node, ast.Call) and kind in NEEDS:
        return need(node, kind, module.where)
    return constant(node, f"{shortened(ast.unparse(node))} in {EACH}", module.where)


def _keyword(keyword: ast.keyword, where: Where) -> tuple[str, Any]:
    match keyword:
        case ast.keyword(arg="name", value=ast.Constant(value=str(name))):
            return "name", name
        case ast.keyword(arg="points", value=ast.Constant(value=int(number))) if number >= 0:
            return "points", number
        case ast.keyword(arg="machines" | "claims" as name, value=value):
            return name, tuple(text for text, _ in strings(value, name, where))
        case ast.keyword(arg="name" | "points" as name, value=value):
            wanted = "a string" if name == "name" else "a whole number"
            raise not_literal(name, wanted, where(value))
    if keyword.arg is None:
        raise not_literal("an argument of row", "written out", where(keyword.value))
    raise BenchError(
        f"row has no argument {keyword.arg!r}",
        hint=suggest(keyword.arg, _KEYWORDS),
        where=where(keyword.value),
    )
