# SPDX-License-Identifier: MIT
"""A file's tests must be the same in its source and when it is loaded."""

from __future__ import annotations

import inspect
import multiprocessing
import os
import unittest
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import fields
from itertools import groupby
from pathlib import Path
from types import ModuleType
from typing import Any

from bench.cells.reading.case import Case
from bench.cells.reading.source import SourceFile
from bench.cells.row import GUEST, Row
from bench.cells.running.importing import imported
from bench.cells.test import rows_of
from bench.errors import BenchError
from bench.verdict.frames import Source

_HINT = "write it out as a method: tests are listed by reading their source"


def refuse_disagreement(stated: SourceFile, module: ModuleType, root: Path) -> None:
    """Refuse a loaded file that has other tests than its source states.

    Args:
        stated: its source.
        module: the same file, loaded.
        root: the project's folder.

    Raises:
        BenchError: with the line of the first test that is on one side alone.
    """
    for name, value in list(vars(module).items()):
        if isinstance(value, type) and issubclass(value, unittest.TestCase):
            if name in stated.methods:
                _compare(stated, name, value, root)
            elif _is_made_here(stated, name, value, module):
                raise BenchError(
                    f"{name} is a class of tests that is made when the file is loaded",
                    hint="write it out as a class: tests are listed by reading their source",
                    where=stated.where(name),
                )
    for (name, _), cases in groupby(stated.cases, lambda case: (case.class_name, case.method)):
        found = getattr(module, name, None)
        if not isinstance(found, type):
            raise BenchError(
                f"{name} is listed, and is not there when the file is loaded",
                where=stated.where(name),
            )
        _compare_rows([*cases], found)


def _is_made_here(stated: SourceFile, name: str, value: type, module: ModuleType) -> bool:
    """Whether a class is neither imported nor a class of the file by another name."""
    if value.__name__ in stated.methods and getattr(module, value.__name__, None) is value:
        return False
    return stated.makes(name) or value.__module__ == module.__name__


def _compare(stated: SourceFile, name: str, found: type[unittest.TestCase], root: Path) -> None:
    listed = stated.methods[name]
    there = unittest.TestLoader().getTestCaseNames(found)
    for method in there:
        if method not in listed:
            raise BenchError(
                f"{name}.{method} is made when the file is loaded, and is not listed",
                hint=_HINT,
                where=_place(getattr(found, method), root) or stated.where(name),
            )
    for method, place in listed.items():
        if method not in there:
            raise BenchError(
                f"{name}.{method} is listed, and is not there when the file is loaded",
                hint="write it so that it stays a method",
                where=place.where,
            )


def _compare_rows(cases: Sequence[Case], found: Any) -> None:
    """Compare the rows of a test: a decorator may have changed them."""
    rows = rows_of(found, cases[0].method)
    same = [case.row for case in cases] == [*rows]
    if not same or any(case.arguments != rows[case.row].arguments for case in cases):
        raise BenchError(
            f"{cases[0].class_name}.{cases[0].method} has other rows when the file is loaded",
            hint="write @bench.each(…) out above it: tests are listed by reading their source",
            where=cases[0].where,
        )
    for case in cases:
        _compare_words(case, rows[case.row], found)


def _compare_words(case: Case, row: Row, found: Any) -> None:
    """Compare what a test boots, and where: a decorator or an `if` may have changed it."""
    stated = [text for text, _ in case.selectors]
    loaded = [found.machines] if isinstance(found.machines, str) else list(found.machines)
    for word, same in (
        (GUEST, _words(row.need) == _words(case.need)),
        ("machines", stated == (list(row.machines) or loaded)),
    ):
        if not same:
            raise BenchError(
                f"{case.class_name}.{word} is another when the file is loaded",
                hint="write it out once in the class: tests are listed by reading their source",
                where=case.need_where,
            )


def _words(need: Any) -> tuple[str, dict[str, Any]]:
    """A need as plain values, in which a list is as good as a tuple."""
    arguments = {
        field.name: tuple(value) if isinstance(value, list) else value
        for field in fields(need)
        for value in [getattr(need, field.name)]
    }
    return type(need).__name__, arguments


def _place(method: Callable[..., object], root: Path) -> str:
    """`file:line` of a method of the project's; empty for one of another's."""
    code = getattr(inspect.unwrap(method), "__code__", None)
    if code is None or not Path(code.co_filename).is_relative_to(root):
        return ""
    return f"{Path(code.co_filename).relative_to(root).as_posix()}:{code.co_firstlineno}"


def mistake_when_loaded(path: str, root: Path) -> str:
    """The trouble with a test file when it is loaded, as a line; empty if there is none.

    It is loaded in a process of its own, whatever it does there.

    Args:
        path: of the file, relative to the project's root.
        root: the project's folder.
    """
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(1, context, initializer=_be_quiet) as pool:
        try:
            return pool.submit(_load, path, root).result()
        except BrokenProcessPool:
            return str(BenchError("the process that loaded it ended at once", where=f"{path}:1"))


def _be_quiet() -> None:
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nothing, stream)


def _load(path: str, root: Path) -> str:
    try:
        with imported(path, root) as module:
            refuse_disagreement(SourceFile(path, root), module, root)
    except BenchError as mistake:
        return str(mistake)
    except BaseException as error:
        what = f"cannot be imported: {type(error).__name__}: {error}".splitlines()[0]
        return str(BenchError(what, where=Source(root, path, f"{path}:1").place(error)))
    return ""
