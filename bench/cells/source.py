"""What a test file states, read from its source: nothing of it runs."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.cells.case import Case
from bench.cells.literals import NEEDS, need, strings
from bench.cells.names import Names
from bench.definitions.needs import Need
from bench.errors import BenchError

BOOTS = "write bench.Go(…), bench.GoTest(…), bench.Linux(…), bench.Dos(…) or bench.Multiboot(…)"


def read_cases(file: Path, path: str) -> tuple[Case, ...]:
    """The tests that a file states, in its order.

    Args:
        file: the file to read.
        path: its path relative to the project's root, for names and errors.

    Raises:
        BenchError: for a mistake in the source, with its line.
    """
    try:
        module = ast.parse(file.read_bytes(), filename=path)
    except SyntaxError as error:
        raise BenchError(error.msg, where=f"{path}:{error.lineno or 1}") from error
    except ValueError as error:  # what older Pythons raise for a null byte
        raise BenchError(str(error), where=f"{path}:1") from error
    except OSError as error:
        raise BenchError(f"cannot be read: {error}", where=path) from error
    return tuple(_File(path, module).cases())


@dataclass
class _Class:
    """A class and the classes of the same file that it derives from, itself first."""

    node: ast.ClassDef
    lineage: tuple[ast.ClassDef, ...]

    def methods(self) -> dict[str, ast.FunctionDef]:
        found: dict[str, ast.FunctionDef] = {}
        for node in reversed(self.lineage):
            for item in node.body:
                if isinstance(item, ast.FunctionDef) and item.name.startswith("test_"):
                    found[item.name] = item
        return found

    def value(self, name: str) -> ast.expr | None:
        """What the class or the nearest of its bases assigns to a name."""
        for node in self.lineage:
            for item in reversed(node.body):
                match item:
                    case (
                        ast.Assign(targets=[ast.Name(id=target)], value=value)
                        | ast.AnnAssign(target=ast.Name(id=target), value=value)
                    ) if target == name:
                        return value
        return None


class _File:
    def __init__(self, path: str, module: ast.Module) -> None:
        self._path = path
        self._names = Names(module)
        self._nodes = {node.name: node for node in module.body if isinstance(node, ast.ClassDef)}

    def cases(self) -> Iterator[Case]:
        classes = [_Class(node, self._lineage(node)) for node in self._nodes.values()]
        bases = {node.name for found in classes for node in found.lineage[1:]}
        for found in classes:
            if not any(self._derives(node) for node in found.lineage):
                self._refuse_stray(found)
            elif found.methods() and (found.value("guest") or found.node.name not in bases):
                yield from self._of_class(found)

    def _lineage(self, node: ast.ClassDef) -> tuple[ast.ClassDef, ...]:
        found = {node.name: node}
        waiting = [node]
        while waiting:
            for base in waiting.pop(0).bases:
                if isinstance(base, ast.Name) and base.id in self._nodes and base.id not in found:
                    found[base.id] = self._nodes[base.id]
                    waiting.append(found[base.id])
        return tuple(found.values())

    def _derives(self, node: ast.ClassDef) -> bool:
        return any(self._names.member(base) == "Test" for base in node.bases)

    def _refuse_stray(self, found: _Class) -> None:
        """A class that looks like a test but is none would vanish without a word."""
        guest = found.value("guest")
        if guest is not None and self._kind(guest) in NEEDS and found.methods():
            raise BenchError(
                f"{found.node.name} has tests and a guest but does not derive from bench.Test",
                hint=f"write class {found.node.name}(bench.Test)",
                where=self._where(found.node),
            )

    def _of_class(self, found: _Class) -> Iterator[Case]:
        guest = found.value("guest")
        stated = self._need(found, guest)
        for decorator in found.node.decorator_list:
            self._refuse_claim(decorator)
        machines = found.value("machines")
        for method in found.methods().values():
            yield Case(
                path=self._path,
                class_name=found.node.name,
                method=method.name,
                need=stated,
                need_where=self._where(guest or found.node),
                selectors=strings(machines, "machines", self._where) if machines else (),
                claims=self._claims(method),
                summary=_summary(method) or _summary(found.node),
                where=self._where(method),
                points=self._points(method),
            )

    def _need(self, found: _Class, guest: ast.expr | None) -> Need:
        if guest is None:
            raise BenchError(
                f"{found.node.name} does not say what it boots",
                hint=BOOTS,
                where=self._where(found.node),
            )
        kind = self._kind(guest)
        if kind in NEEDS and isinstance(guest, ast.Call):
            return need(guest, kind, self._where)
        raise BenchError(
            f"guest is {ast.unparse(guest)}, which is no need",
            hint=BOOTS,
            where=self._where(guest),
        )

    def _kind(self, guest: ast.expr) -> str | None:
        return self._names.member(guest.func) if isinstance(guest, ast.Call) else None

    def _points(self, method: ast.FunctionDef) -> int:
        for decorator in method.decorator_list:
            if isinstance(decorator, ast.Call) and self._kind(decorator) == "points":
                match decorator.args:
                    case [ast.Constant(value=int(number))] if number >= 0:
                        return number
                raise BenchError(
                    "points are not a whole number",
                    hint="write for example @bench.points(2)",
                    where=self._where(decorator),
                )
        return 1

    def _claims(self, method: ast.FunctionDef) -> tuple[str, ...]:
        found: list[str] = []
        for decorator in method.decorator_list:
            if isinstance(decorator, ast.Call) and self._kind(decorator) == "claim":
                for argument in decorator.args:
                    found += [text for text, _ in strings(argument, "a claim", self._where)]
        return tuple(found)

    def _refuse_claim(self, decorator: ast.expr) -> None:
        if self._kind(decorator) == "claim":
            raise BenchError(
                "a claim stands on a class",
                hint="put it on the test method that proves it",
                where=self._where(decorator),
            )

    def _where(self, node: ast.AST) -> str:
        return f"{self._path}:{getattr(node, 'lineno', 1)}"


def _summary(node: ast.FunctionDef | ast.ClassDef) -> str:
    return (ast.get_docstring(node) or "").partition("\n")[0]
