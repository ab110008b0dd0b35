# SPDX-License-Identifier: MIT
"""Tests that would not be there without a word: what reading the source does not find."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from bench.cells.reading.lineage import PREFIX, Lineage
from bench.cells.reading.modules import FUNCTIONS, Class, Module
from bench.cells.reading.neighbours import Neighbours
from bench.cells.reading.rows import EACH, each_of
from bench.cells.row import GUEST
from bench.errors import BenchError

_WRITE_OUT = "write it out as a method: tests are listed by reading their source"
_PYTESTS = "or name the file test_*.py, as those of pytest are"
_NAMESPACES = ("globals", "locals", "vars", "setattr", "exec", "eval")


def refuse_lost(module: Module, lineages: Iterable[Lineage]) -> None:
    """Refuse what makes, or looks like, a test that is not listed.

    Args:
        module: the file.
        lineages: its classes.

    Raises:
        BenchError: with the line of the first of them.
    """
    lineages = list(lineages)
    if _is_pytests(module, lineages):
        return
    neighbours = Neighbours(module)
    for lineage in lineages:
        _refuse_twice(lineage)
        _refuse_hidden(lineage)
        _refuse_rows_of_none(lineage)
        _refuse_stray(lineage, lineages, neighbours)
    _refuse_classes_twice(module)
    if any(lineage.is_test for lineage in lineages):
        _refuse_made(module)
    _refuse_functions(module, neighbours)


def _is_pytests(module: Module, lineages: Iterable[Lineage]) -> bool:
    """Whether a file is a suite of pytest's: it collects files by their names.

    One whose classes boot a guest, or look as if, is not.
    """
    name = PurePosixPath(module.path)
    collected = name.match("test_*.py") or name.match("*_test.py")
    return collected and not any(found.is_test or found.value(GUEST) for found in lineages)


def has_heirs(lineage: Lineage, others: Iterable[Lineage], module: Module) -> bool:
    """Whether a class is the base of another, in its file or elsewhere among the tests."""
    own = lineage.own
    in_file = any(own in other.classes[1:] for other in others)
    return in_file or Neighbours(module).derive_from(own)


def _refuse_twice(lineage: Lineage) -> None:
    for base, body in lineage.bodies:
        for name, functions in body.functions.items():
            if name.startswith(PREFIX) and len(functions) > 1:
                raise BenchError(
                    f"{base.node.name}.{name} is defined twice, and the first is lost",
                    hint="give each a name of its own",
                    where=base.module.where(functions[1]),
                )


def _refuse_rows_of_none(lineage: Lineage) -> None:
    """Rows of a method that is not a test."""
    for base, body in lineage.bodies:
        for name, [function, *_] in body.functions.items():
            if not name.startswith(PREFIX) and each_of(function, base.module):
                raise BenchError(
                    f"{name} has {EACH}, and is not a test",
                    hint=f"call it {PREFIX}_{name.lstrip('_')}",
                    where=base.module.where(function),
                )


def _refuse_hidden(lineage: Lineage) -> None:
    """Tests in a loop, a nested class or the like of a class."""
    if not lineage.is_test:
        return
    for base, body in lineage.bodies:
        for statement in body.opaque:
            if name := next(_binds_tests(statement), None):
                raise BenchError(
                    f"reading does not tell whether this {_kind(statement)} makes {name}",
                    hint=_WRITE_OUT,
                    where=base.module.where(statement),
                )
        for node in base.node.body:
            if isinstance(node, ast.ClassDef) and node.bases and any(_binds_tests(node)):
                raise BenchError(
                    f"{node.name} is a class within {base.node.name}, where no test is found",
                    hint="move it to the top of the file",
                    where=base.module.where(node),
                )


def _binds_tests(statement: ast.AST) -> Iterator[str]:
    """The names of tests that a statement may bind somewhere in it."""
    for node in ast.walk(statement):
        if isinstance(node, FUNCTIONS) and node.name.startswith(PREFIX):
            yield node.name
        match node:
            case ast.Assign(targets=[ast.Name(id=name)]) if name.startswith(PREFIX):
                yield name
            case ast.Call(func=ast.Name(id=name)) if name in _NAMESPACES:
                yield f"tests by {name}()"


def _kind(statement: ast.stmt) -> str:
    return type(statement).__name__.lower()


def _refuse_stray(lineage: Lineage, others: Iterable[Lineage], neighbours: Neighbours) -> None:
    """A class with tests that nobody runs."""
    if lineage.is_test or not lineage.methods:
        return
    own = lineage.own
    if any(own in other.classes[1:] for other in others) or neighbours.derive_from(own):
        return
    hint = f"write class {lineage.name}(bench.Test)"
    if lineage.is_unittests:
        raise BenchError(
            f"{lineage.name} is a test case of unittest, which boots no guest",
            hint=f"{hint}, {_PYTESTS}",
            where=lineage.where(),
        )
    guest = "tests and a guest" if lineage.value(GUEST) else "tests"
    raise BenchError(
        f"{lineage.name} has {guest} but does not derive from bench.Test",
        hint=hint,
        where=lineage.where(),
    )


def _refuse_classes_twice(module: Module) -> None:
    seen: dict[str, Class] = {}
    for found in module.classes:
        if found.node.name in seen and any(_binds_tests(seen[found.node.name].node)):
            raise BenchError(
                f"{found.node.name} is defined twice, and the first is lost",
                hint="give each a name of its own",
                where=module.where(found.node),
            )
        seen[found.node.name] = found


def _refuse_made(module: Module) -> None:
    """Tests that statements of the file make."""
    for statement in module.opaque:
        inner = (node for node in ast.walk(statement) if isinstance(node, ast.ClassDef | ast.Call))
        if any(any(_binds_tests(node)) for node in inner):
            raise BenchError(
                f"reading does not tell whether this {_kind(statement)} makes tests",
                hint=_WRITE_OUT,
                where=module.where(statement),
            )
    for statement in module.statements:
        if made := _made_by(statement):
            raise BenchError(f"{made} makes tests", hint=_WRITE_OUT, where=module.where(statement))


def _made_by(statement: ast.stmt) -> str:
    """The part of a statement of a file that makes a test, if any does."""
    match statement:
        case ast.FunctionDef(name="load_tests"):
            return "load_tests"
        case ast.Expr(value=ast.Call(func=ast.Name(id="setattr"), args=[_, name, *_])) if (
            not isinstance(name, ast.Constant) or str(name.value).startswith(PREFIX)
        ):
            return "setattr"
        case ast.Assign(targets=[ast.Attribute(attr=name)]) if name.startswith(PREFIX):
            return f"an assignment to {name}"
        case ast.Assign(targets=[ast.Subscript(value=ast.Call(func=ast.Name(id=name)))]) if (
            name in _NAMESPACES
        ):
            return f"{name}()"
        case ast.Assign(value=ast.Call(func=ast.Name(id="type"), args=[_, _, _])):
            return "type()"
    return ""


def _refuse_functions(module: Module, neighbours: Neighbours) -> None:
    """A function at the top of a file that is named like a test, and that nothing uses."""
    used = {node.id for node in ast.walk(module.tree) if isinstance(node, ast.Name)}
    for name, bound in module.names.items():
        if not (isinstance(bound, FUNCTIONS) and name.startswith(f"{PREFIX}_")):
            continue
        if name not in used and not neighbours.name(name):
            raise BenchError(
                f"{name} is a function, which is not run as a test",
                hint=f"make it a method of a bench.Test, {_PYTESTS}",
                where=module.where(bound),
            )
