# SPDX-License-Identifier: MIT
"""Modules of a project as their source states them: names and what they stand for."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Union

from bench.cells.reading.conditions import decide
from bench.errors import BenchError

PACKAGE = "bench"

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
AnyFunction = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Import:
    """A name that an import binds: a module, or a member of one; `level` counts leading dots."""

    module: str
    member: str | None = None
    level: int = 0


Binding = ast.ClassDef | AnyFunction | Import | ast.expr
"""The value to which a statement binds a name."""

Thing = Union["Class", "Function", "Module", "Outside", None]
"""The value of an expression; None if reading does not tell."""


@dataclass(frozen=True, eq=False)
class Class:
    """A class, with what names meant where its statement stands."""

    module: Module
    node: ast.ClassDef
    names: Mapping[str, Binding]


@dataclass(frozen=True)
class Function:
    """A function or method."""

    module: Module
    node: AnyFunction


@dataclass(frozen=True)
class Outside:
    """Something that is not the project's, by its dotted name."""

    name: str

    @property
    def of_bench(self) -> str | None:
        """The name in `bench`, of whatever of its modules it was imported from."""
        return self.name.rpartition(".")[2] if self.name.split(".")[0] == PACKAGE else None


@dataclass(eq=False)
class Module:
    """A file or folder of the project, read without running it.

    Attributes:
        project: finds other modules.
        path: of the file, relative to the project's root; of the folder, if it has no file.
        folder: of what is in it, if it is a package.
        tree: its statements.
    """

    project: Modules
    path: str
    folder: Path | None
    tree: ast.Module = field(default_factory=lambda: ast.Module([], []))
    names: dict[str, Binding] = field(default_factory=dict)
    classes: list[Class] = field(default_factory=list)
    statements: list[ast.stmt] = field(default_factory=list)
    """Those that run when the file is loaded."""
    opaque: list[ast.stmt] = field(default_factory=list)
    """Statements of which reading does not tell whether, or how often, they run."""

    def __post_init__(self) -> None:
        self._stars: list[Import] = []
        for statement in self.decided(self.tree.body, self.opaque):
            self.statements.append(statement)
            self._bind(statement)

    def where(self, node: ast.AST) -> str:
        """A node's place as `file:line`."""
        return f"{self.path}:{getattr(node, 'lineno', 1)}"

    def of(self, node: ast.ClassDef) -> Class | None:
        """The class of a statement of this module."""
        return next((found for found in self.classes if found.node is node), None)

    def resolve(self, node: ast.expr, names: Mapping[str, Binding] | None = None) -> Thing:
        """The value of an expression: a name, or an attribute of one.

        Args:
            node: the expression.
            names: what names mean there; as at the module's end if None.
        """
        match node:
            case ast.Name(id=name):
                return self.look_up(name, self.names if names is None else names)
            case ast.Attribute(value=value, attr=name):
                return member(self.resolve(value, names), name)
            case ast.Subscript(value=value):  # Generic[T]
                return self.resolve(value, names)
        return None

    def look_up(self, name: str, names: Mapping[str, Binding]) -> Thing:
        """The value of a name."""
        match bound := names.get(name):
            case None:
                return self._starred(name) or Outside(name)
            case ast.ClassDef():
                return self.of(bound)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                return Function(self, bound)
            case Import(module=module, member=None, level=level):
                return self.project.find(module, self, level)
            case Import(module=module, member=imported, level=level):
                return member(self.project.find(module, self, level), imported or "")
        rest = {key: value for key, value in names.items() if key != name}
        return self.resolve(bound, rest)

    def _starred(self, name: str) -> Thing:
        for star in reversed(self._stars):
            module = self.project.find(star.module, self, star.level)
            if isinstance(module, Module) and name in module.names:
                return member(module, name)
        return None

    def decided(self, body: Sequence[ast.stmt], opaque: list[ast.stmt]) -> Iterator[ast.stmt]:
        """The statements that run when the file is loaded, of a module or a class.

        Args:
            body: the statements, with `if` and `try` among them.
            opaque: gets those of which reading does not tell.
        """
        for statement in body:
            match statement:
                case ast.If(test=condition):
                    imported = [name for name, to in self.names.items() if isinstance(to, Import)]
                    holds = decide(condition, imported)
                    if holds is None:
                        opaque.append(statement)
                    else:
                        chosen = statement.body if holds else statement.orelse
                        yield from self.decided(chosen, opaque)
                case ast.Try():
                    for part in (statement.body, statement.orelse, statement.finalbody):
                        yield from self.decided(part, opaque)
                case ast.With():
                    yield from self.decided(statement.body, opaque)
                case ast.For() | ast.While() | ast.Match() | ast.AsyncFor():
                    opaque.append(statement)
                case _:
                    yield statement

    def _bind(self, statement: ast.stmt) -> None:
        match statement:
            case ast.Import(names=aliases):
                for alias in aliases:
                    first = alias.name.partition(".")[0]
                    bound = Import(alias.name) if alias.asname else Import(first)
                    self.names[alias.asname or first] = bound
            case ast.ImportFrom(module=module, names=aliases, level=level):
                for alias in aliases:
                    bound = Import(module or "", alias.name, level)
                    if alias.name == "*":
                        self._stars.append(bound)
                    else:
                        self.names[alias.asname or alias.name] = bound
            case ast.ClassDef(name=name):
                self.classes.append(Class(self, statement, dict(self.names)))
                self.names[name] = statement
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                self.names[name] = statement
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=value)
                | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
            ):
                self.names[name] = value


def member(thing: Thing, name: str) -> Thing:
    """The value of `thing.name`."""
    match thing:
        case Outside():
            return Outside(f"{thing.name}.{name}")
        case Module(folder=Path() as folder) if name not in thing.names:
            return thing.project.inside(folder, name) or thing.look_up(name, thing.names)
        case Module():
            return thing.look_up(name, thing.names)
        case Class():
            for item in thing.node.body:
                if isinstance(item, FUNCTIONS) and item.name == name:
                    return Function(thing.module, item)
    return None


class Modules:
    """The modules that a test file can import, each read once.

    Args:
        root: the project's folder.
        folder: of the test file: what lies beside it is imported by its name alone.
    """

    def __init__(self, root: Path, folder: Path) -> None:
        self.root = root
        self._folder = folder
        self._read: dict[Path, Module] = {}

    def read(self, file: Path) -> Module:
        """A file as a module.

        Raises:
            BenchError: for a mistake in the source, with its line.
        """
        if file not in self._read:
            path = file.relative_to(self.root).as_posix()
            folder = file.parent if file.name == "__init__.py" else None
            self._read[file] = Module(self, path, folder, parse(file, path))
        return self._read[file]

    def inside(self, folder: Path, name: str) -> Module | None:
        """A module of a folder."""
        for file in (folder / name / "__init__.py", folder / f"{name}.py"):
            if file.is_file():
                return self.read(file)
        place = folder / name
        if name and place.is_dir():
            path = place.relative_to(self.root).as_posix()
            return self._read.setdefault(place, Module(self, path, place))
        return None

    def find(self, name: str, importer: Module, level: int = 0) -> Module | Outside:
        """The module that an import gives, as the test file's run will find it.

        Args:
            name: as it is written, without leading dots.
            importer: the module that imports it.
            level: how many dots lead.
        """
        parts = name.split(".") if name else []
        if level:
            folders = [*(self.root / importer.path).parents][: importer.path.count("/") + 1]
            start = folders[level - 1] if level <= len(folders) else self.root
            return self._below(start, parts) or Outside("." * level + name)
        if parts[0] == PACKAGE or parts[0] in sys.stdlib_module_names:
            return Outside(name)
        found = self._below(self._folder, parts) or self._below(self.root, parts)
        return found or Outside(name)

    def _below(self, folder: Path, parts: Sequence[str]) -> Module | None:
        if not parts:
            return self.inside(folder.parent, folder.name)
        module = self.inside(folder, parts[0])
        for part in parts[1:]:
            module = self.inside(module.folder, part) if module and module.folder else None
        return module


def parse(file: Path, path: str) -> ast.Module:
    """A file's syntax tree.

    Raises:
        BenchError: for a mistake in it, with its line.
    """
    try:
        return ast.parse(file.read_bytes(), filename=path)
    except SyntaxError as error:
        raise BenchError(error.msg, where=f"{path}:{error.lineno or 1}") from error
    except ValueError as error:  # what older Pythons raise for a null byte
        raise BenchError(str(error), where=f"{path}:1") from error
    except OSError as error:
        raise BenchError(f"cannot be read: {error}", where=path) from error
