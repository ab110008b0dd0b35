# SPDX-License-Identifier: MIT
"""The tests of a file, read from its source: nothing of it runs."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from bench.cells.reading.case import Case, Stated
from bench.cells.reading.lineage import Lineage, Method
from bench.cells.reading.literals import need, strings
from bench.cells.reading.lost import has_heirs, refuse_lost
from bench.cells.reading.modules import PACKAGE, Import, Module, Modules
from bench.cells.reading.rows import (
    crossed,
    is_each,
    kind_of,
    refuse_other_arguments,
    rows_of_class,
    rows_of_method,
)
from bench.cells.row import GUEST, PLAIN, Row, plain
from bench.definitions.needs import NEEDS, how_to_write
from bench.errors import BenchError


def read_cases(path: str, root: Path) -> tuple[Case, ...]:
    """The tests that a file states, in its order.

    Args:
        path: of the file, relative to the project's root.
        root: the project's folder.

    Raises:
        BenchError: for a mistake in the source, with its line; for tests that cannot be listed.
    """
    return SourceFile(path, root).cases


class SourceFile:
    """A test file as it is written.

    Args:
        path: of the file, relative to the project's root.
        root: the project's folder.

    Raises:
        BenchError: for a mistake in the source, with its line.
    """

    def __init__(self, path: str, root: Path) -> None:
        file = root / path
        self.path = path
        self._module = Modules(root, file.parent).read(file)
        last = {found.node.name: found for found in self._module.classes}
        self._lineages = [Lineage(found) for found in last.values()]

    @property
    def methods(self) -> Mapping[str, Mapping[str, Method]]:
        """The test methods of each class that is a test of the bench, listed or not."""
        return {found.name: found.methods for found in self._lineages if found.is_test}

    def makes(self, name: str) -> bool:
        """Whether a name is given to what a call gives, as a class by a function that makes it."""
        return isinstance(self._module.names.get(name), ast.Call)

    def where(self, name: str) -> str:
        """`file:line` of what binds a name of the file; of its beginning if nothing is seen to."""
        bound = self._module.names.get(name)
        return self._module.where(bound if isinstance(bound, ast.AST) else self._module.tree)

    @property
    def uses_bench(self) -> bool:
        """Whether it imports anything of the bench: whether it may have tests."""
        imports = (bound for bound in self._module.names.values() if isinstance(bound, Import))
        return any(bound.module.split(".")[0] == PACKAGE for bound in imports) or bool(self.methods)

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """Its tests, in its order.

        Raises:
            BenchError: for a mistake in the source, or for tests that cannot be listed.
        """
        refuse_lost(self._module, self._lineages)
        listed = (found for found in self._lineages if found.is_test and self._is_listed(found))
        return tuple(case for found in listed for case in self._of_class(found))

    def _is_listed(self, found: Lineage) -> bool:
        """Whether a class is run for itself, and is not just the base of others."""
        if found.methods and found.value(GUEST):
            return True
        if has_heirs(found, self._lineages, self._module):
            return False
        if not found.methods:
            raise BenchError(
                f"{found.name} has no test: no method's name begins with test",
                hint="write for example def test_it(self)",
                where=found.where(),
            )
        return True

    def _of_class(self, found: Lineage) -> Iterator[Case]:
        guests = _guests(found)
        for decorator in found.own.node.decorator_list:
            _refuse_claim(decorator, found.own.module)
        for name, method in found.methods.items():
            _refuse_async(found, name, method)
            rows = rows_of_method(method.function, method.of) if method.function else PLAIN
            for guest, own, row in crossed(guests, rows, f"{found.name}.{name}"):
                _refuse_arguments(method, row)
                assert row.need, "it has its guest's"
                yield Case(
                    path=self.path,
                    class_name=found.name,
                    method=name,
                    need=row.need,
                    need_where=guest.where,
                    row=row.name,
                    arguments=row.arguments,
                    selectors=_selectors(own) or _selectors(guest) or _machines(found),
                    claims=_claims(method) + row.claims,
                    summary=_summary(method.function) or _summary(found.own.node),
                    where=method.where,
                    points=_points(method) if row.points is None else row.points,
                )


def _guests(found: Lineage) -> Sequence[Row]:
    """The guests of a class, cell by cell; one row without a name if it is always the same."""
    stated = found.value(GUEST)
    if stated is None:
        raise BenchError(
            f"{found.name} does not say what it boots", hint=how_to_write(), where=found.where()
        )
    module, guest = stated
    if is_each(guest, module):
        return rows_of_class(guest, module)
    kind = kind_of(guest, module)
    if kind in NEEDS and isinstance(guest, ast.Call):
        [row] = plain(need(guest, kind, module.where))
        return [replace(row, where=module.where(guest))]
    raise BenchError(
        f"guest is {ast.unparse(guest)}, which is not a need",
        hint=_for_a_file(guest) or how_to_write(),
        where=module.where(guest),
    )


def _selectors(row: Row) -> tuple[Stated, ...]:
    return tuple((text, row.where) for text in row.machines)


def _machines(found: Lineage) -> tuple[Stated, ...]:
    machines = found.value("machines")
    return strings(machines[1], "machines", machines[0].where) if machines else ()


def _for_a_file(guest: ast.expr) -> str:
    """The text to write where somebody has named a file, whatever they called the need."""
    match guest:
        case ast.Call(args=[ast.Constant(value=str(path))]) if "/" in path or "." in path:
            return f'write bench.Boot(kernel="{path}")'
    return ""


def _refuse_async(found: Lineage, name: str, method: Method) -> None:
    if isinstance(method.function, ast.AsyncFunctionDef) and not found.is_async:
        raise BenchError(
            f"{found.name}.{name} is async, and {found.name} has no event loop",
            hint="derive it from bench.AsyncTest",
            where=method.where,
        )


def _refuse_arguments(method: Method, row: Row) -> None:
    """Refuse a row that does not fit its method, unless another decorator may change that."""
    if method.function and all(kind_of(one, method.of) for one in _decorators(method)):
        refuse_other_arguments(method.function, row, method.where)


def _points(method: Method) -> int:
    for decorator in _decorators(method):
        if isinstance(decorator, ast.Call) and kind_of(decorator, method.of) == "points":
            match decorator.args:
                case [ast.Constant(value=int(number))] if number >= 0:
                    return number
            raise BenchError(
                "points are not a whole number",
                hint="write for example @bench.points(2)",
                where=method.of.where(decorator),
            )
    return 1


def _claims(method: Method) -> tuple[str, ...]:
    found: list[str] = []
    for decorator in _decorators(method):
        if isinstance(decorator, ast.Call) and kind_of(decorator, method.of) == "claim":
            for argument in decorator.args:
                found += [text for text, _ in strings(argument, "a claim", method.of.where)]
    return tuple(found)


def _decorators(method: Method) -> list[ast.expr]:
    return method.function.decorator_list if method.function else []


def _refuse_claim(decorator: ast.expr, module: Module) -> None:
    if kind_of(decorator, module) == "claim":
        raise BenchError(
            "a claim stands on a class",
            hint="put it on the test method that proves it",
            where=module.where(decorator),
        )


def _summary(node: ast.AsyncFunctionDef | ast.FunctionDef | ast.ClassDef | None) -> str:
    return ((node and ast.get_docstring(node)) or "").partition("\n")[0]
