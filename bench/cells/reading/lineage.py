# SPDX-License-Identifier: MIT
"""A class with the classes that it derives from, in whatever files they are."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from bench.cells.reading.modules import FUNCTIONS, AnyFunction, Class, Module, Outside, Thing
from bench.cells.reading.rows import each_of
from bench.cells.row import GUEST
from bench.errors import BenchError

PREFIX = "test"
"""How the names of test methods begin, as unittest has it."""


@dataclass(frozen=True)
class Method:
    """A test method.

    Attributes:
        module: whose statement it is.
        node: that statement: the function, or one that gives it another name.
        function: what runs; None for a lambda.
        of: the module that the function is in.
    """

    module: Module
    node: ast.stmt
    function: AnyFunction | None
    of: Module

    @property
    def where(self) -> str:
        """`file:line`."""
        return self.module.where(self.node)


class Body:
    """The names that the statements of a class bind, those of its bases aside."""

    def __init__(self, found: Class) -> None:
        self._class = found
        self.opaque: list[ast.stmt] = []
        self.functions: dict[str, list[AnyFunction]] = {}
        self.values: dict[str, ast.expr] = {}
        self.tests: dict[str, Method | None] = {}
        for statement in found.module.decided(found.node.body, self.opaque):
            self._bind(statement)
        if each := each_of(found.node, found.module):
            self._refuse_two_guests(each)
            self.values[GUEST] = each  # as the decorator does when it is called

    def _refuse_two_guests(self, each: ast.expr) -> None:
        if GUEST in self.values:
            raise BenchError(
                f"{self._class.node.name} has a guest beside those of its rows",
                hint="leave one of them out",
                where=self._class.module.where(each),
            )

    def _bind(self, statement: ast.stmt) -> None:
        match statement:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                self.functions.setdefault(name, []).append(statement)
                module = self._class.module
                self._test(name, Method(module, statement, statement, module))
            case ast.Assign(targets=targets, value=value):
                for target in targets:
                    self._assign(target, value, statement)
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                self._assign(target, value, statement)

    def _assign(self, target: ast.expr, value: ast.expr, statement: ast.stmt) -> None:
        if isinstance(target, ast.Name):
            self.values[target.id] = value
            self._test(target.id, self._named(value, statement))

    def _test(self, name: str, method: Method | None) -> None:
        if name.startswith(PREFIX):
            self.tests[name] = method

    def _named(self, value: ast.expr, statement: ast.stmt) -> Method | None:
        """The method that an assignment makes; None for what is not a function."""
        module = self._class.module
        if isinstance(value, ast.Lambda):
            return Method(module, statement, None, module)
        if isinstance(value, ast.Name) and value.id in self.functions:
            return Method(module, statement, self.functions[value.id][-1], module)
        match module.resolve(value, self._class.names):
            case found if found and isinstance(getattr(found, "node", None), FUNCTIONS):
                assert not isinstance(found, Class | Module | Outside)
                return Method(module, statement, found.node, found.module)
        return None


class Lineage:
    """A class and its bases, in the order in which Python looks things up in them."""

    def __init__(self, found: Class) -> None:
        self.own = found
        order = _order(found)
        self.classes = tuple(base for base in order if isinstance(base, Class))
        self._outside = tuple(base for base in order if isinstance(base, Outside))
        self._bodies = {base: Body(base) for base in self.classes}

    def where(self) -> str:
        """`file:line` of the class."""
        return self.own.module.where(self.own.node)

    @property
    def name(self) -> str:
        """The class's name."""
        return self.own.node.name

    @property
    def bodies(self) -> Iterator[tuple[Class, Body]]:
        """The names that each class binds."""
        yield from self._bodies.items()

    @cached_property
    def is_test(self) -> bool:
        """Whether it is a test of the bench."""
        return any(base.of_bench in {"Test", "AsyncTest"} for base in self._outside)

    @cached_property
    def is_async(self) -> bool:
        """Whether its methods may be `async def`."""
        return any(
            base.of_bench == "AsyncTest" or base.name.endswith("IsolatedAsyncioTestCase")
            for base in self._outside
        )

    @cached_property
    def is_unittests(self) -> bool:
        """Whether it is a test case of unittest's."""
        return any(
            base.name.startswith("unittest.") and base.name.endswith("TestCase")
            for base in self._outside
        )

    @cached_property
    def methods(self) -> dict[str, Method]:
        """The test methods by their names, those of the bases first."""
        found: dict[str, Method | None] = {}
        for body in reversed(self._bodies.values()):
            found.update(body.tests)
        return {name: method for name, method in found.items() if method}

    def value(self, name: str) -> tuple[Module, ast.expr] | None:
        """The value that the class, or its nearest base, assigns to a name, and its module."""
        for base, body in self._bodies.items():
            if name in body.values:
                return base.module, body.values[name]
        return None


def _order(found: Class) -> list[Thing]:
    """The method resolution order: Python works it out, for classes of the same shape.

    Raises:
        BenchError: there is none.
    """
    types: dict[Thing, type] = {}
    shape = _shape(found, types)
    things = {kind: thing for thing, kind in types.items()}
    return [things.get(kind) for kind in shape.__mro__]


def _shape(thing: Thing, types: dict[Thing, type]) -> type:
    if thing == Outside("object"):
        return object
    if thing not in types or thing is None:
        types[thing] = type("under way, or without bases that are known", (), {})
        if isinstance(thing, Class):
            node, module = thing.node, thing.module
            bases = [_shape(module.resolve(base, thing.names), types) for base in node.bases]
            try:
                types[thing] = type(node.name, tuple(bases), {})
            except TypeError as error:
                raise BenchError(
                    f"{node.name} has bases that Python cannot put into an order",
                    where=module.where(node),
                ) from error
    return types[thing]
