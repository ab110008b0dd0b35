# SPDX-License-Identifier: MIT
"""A test that is there on one side alone, in the source or when it is loaded, is an error."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bench.cells.running.agreement import mistake_when_loaded

Write = Callable[..., Path]

HELPER = """\
import bench
def of(kind, name="test_added"):
    def add(cls):
        def added(self): ...
        setattr(cls, name, added)
        return cls
    return add(kind)
def without(cls):
    del cls.test_it
    return cls
class Meta(type):
    def __new__(cls, name, bases, names):
        return super().__new__(cls, name, bases, names | {"test_meta": print})
def make(name):
    return type(name, (bench.Test,), {"test_it": print, "guest": bench.Go("hello")})
def number(function):
    return function
"""
IT = '    guest = bench.Go("hello")\n    def test_it(self): ...\n'
A = f"class A(bench.Test):\n{IT}"


@pytest.mark.parametrize(
    ("source", "mistake"),
    [
        (A, ""),
        (f"@helper.number\n{A}", ""),
        (f"{A}from helper import *\nB = A\n", ""),
        (
            f"class Base(bench.Test):\n    def test_it(self): ...\nclass B(Base):\n{IT}del Base\n",
            "",
        ),
        (
            f"@helper.of\n{A}",
            "helper.py:4: A.test_added is made when the file is loaded, and is not listed; write",
        ),
        (
            f"class A(bench.Test, metaclass=helper.Meta):\n{IT}",
            "a.py:3: A.test_meta is made when the file is loaded",
        ),
        (f"@helper.without\n{A}", "a.py:6: A.test_it is listed, and is not there when the file"),
        (
            f"{A}    if os.environ:\n        guest = bench.Go('other')\n",
            "a.py:4: A.guest is another when the file is loaded; write it out once in the class",
        ),
        (f"{A}A.machines = 'q35'\n", "a.py:4: A.machines is another when the file is loaded"),
        (A.replace('"hello"', '"hello", arguments=["a"]'), ""),
        (f"{A}del A\n", "a.py:3: A is listed, and is not there when the file is loaded"),
        (f"{A}B = helper.make('B')\n", "a.py:6: B is a class of tests that is made when the file"),
        (f"{A}exec('class C(A): ...')\n", "a.py:1: C is a class of tests that is made when the"),
        (
            "import gone\n",
            "a.py:3: cannot be imported: ModuleNotFoundError: No module named 'gone'",
        ),
        (f"{A}print(1 / 0)\n", "a.py:6: cannot be imported: ZeroDivisionError: division by zero"),
        ("raise SystemExit(3)\n", "a.py:3: cannot be imported: SystemExit: 3"),
        ("import os\nos._exit(3)\n", "a.py:1: the process that loaded it ended at once"),
    ],
)
def test_a_mistake_has_its_line(write: Write, tmp_path: Path, source: str, mistake: str) -> None:
    write(HELPER, "tests/helper.py")
    write(f"import bench, os\nimport helper\n{source}", "tests/a.py")
    said = mistake_when_loaded("tests/a.py", tmp_path)
    assert said.startswith(f"tests/{mistake}" if mistake else mistake)
    assert bool(said) == bool(mistake)
