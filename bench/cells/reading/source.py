# SPDX-License-Identifier: MIT
"""What a test file states, read from its source: nothing of it runs."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from bench.cells.reading.case import Case
from bench.cells.reading.lineage import Lineage, Method
from bench.cells.reading.literals import need, strings
from bench.cells.reading.lost import has_heirs, refuse_lost
from bench.cells.reading.modules import PACKAGE, Import, Module, Modules, Outside
from bench.definitions.need import Need
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
        if found.methods and found.value("guest"):
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
        guest, stated = _need(found)
        for decorator in found.own.node.decorator_list:
            _refuse_claim(decorator, found.own.module)
        machines = found.value("machines")
        for name, method in found.methods.items():
            _refuse_async(found, name, method)
            yield Case(
                path=self.path,
                class_name=found.name,
                method=name,
                need=stated,
                need_where=guest,
                selectors=strings(machines[1], "machines", machines[0].where) if machines else (),
                claims=_claims(method),
                summary=_summary(method.function) or _summary(found.own.node),
                where=method.where,
                points=_points(method),
            )


def _need(found: Lineage) -> tuple[str, Need]:
    """What a class boots, and where it says so."""
    stated = found.value("guest")
    if stated is None:
        raise BenchError(
            f"{found.name} does not say what it boots", hint=how_to_write(), where=found.where()
        )
    module, guest = stated
    kind = _kind(guest, module)
    if kind in NEEDS and isinstance(guest, ast.Call):
        return module.where(guest), need(guest, kind, module.where)
    raise BenchError(
        f"guest is {ast.unparse(guest)}, which is not a need",
        hint=_for_a_file(guest) or how_to_write(),
        where=module.where(guest),
    )


def _for_a_file(guest: ast.expr) -> str:
    """What to write where somebody has named a file, whatever they called the need."""
    match guest:
        case ast.Call(args=[ast.Constant(value=str(path))]) if "/" in path or "." in path:
            return f'write bench.Boot(kernel="{path}")'
    return ""


def _kind(call: ast.expr, module: Module) -> str | None:
    """The name in `bench` that is called."""
    called = module.resolve(call.func) if isinstance(call, ast.Call) else None
    return called.of_bench if isinstance(called, Outside) else None


def _refuse_async(found: Lineage, name: str, method: Method) -> None:
    if isinstance(method.function, ast.AsyncFunctionDef) and not found.is_async:
        raise BenchError(
            f"{found.name}.{name} is async, and {found.name} has no event loop",
            hint="derive it from bench.AsyncTest",
            where=method.where,
        )


def _points(method: Method) -> int:
    for decorator in _decorators(method):
        if isinstance(decorator, ast.Call) and _kind(decorator, method.of) == "points":
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
        if isinstance(decorator, ast.Call) and _kind(decorator, method.of) == "claim":
            for argument in decorator.args:
                found += [text for text, _ in strings(argument, "a claim", method.of.where)]
    return tuple(found)


def _decorators(method: Method) -> list[ast.expr]:
    return method.function.decorator_list if method.function else []


def _refuse_claim(decorator: ast.expr, module: Module) -> None:
    if _kind(decorator, module) == "claim":
        raise BenchError(
            "a claim stands on a class",
            hint="put it on the test method that proves it",
            where=module.where(decorator),
        )


def _summary(node: ast.AsyncFunctionDef | ast.FunctionDef | ast.ClassDef | None) -> str:
    return ((node and ast.get_docstring(node)) or "").partition("\n")[0]
