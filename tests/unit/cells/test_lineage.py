# SPDX-License-Identifier: MIT
"""Tests that a class has from others, and in whatever way: each is listed, or is an error."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bench.cells.reading.source import read_cases
from bench.definitions.needs.go import Go
from bench.errors import BenchError

Write = Callable[..., Path]

COMMON = """\
import bench
class Smoke:
    def test_smoke(self): ...
class Base(bench.Test):
    machines = "q35"
    guest = bench.Go("hello")
class Package(bench.Test):
    @bench.points(3)
    def test_package(self): "Of all packages."
class Loops(bench.AsyncTest): ...
def check(self): ...
"""


@pytest.fixture
def listed(write: Write, tmp_path: Path) -> Callable[..., list[str]]:
    """The tests of `tests/trial/a.py`, beside and above which lie others."""
    write(COMMON, "tests/trial/common.py")
    write("from ..common import Smoke as Renamed\nimport common\n", "tests/trial/inner/deep.py")
    write("from tests.trial.common import *\n", "tests/other.py")
    write("class Queue: ...\n", "tests/trial/queue.py")

    def read(source: str) -> list[str]:
        write(source, "tests/trial/a.py")
        return [
            f"{case.class_name}.{case.method}" for case in read_cases("tests/trial/a.py", tmp_path)
        ]

    return read


GUEST = 'guest = bench.Go("hello")'


@pytest.mark.parametrize(
    ("imports", "base"),
    [
        ("import common", "common.Smoke"),
        ("import common as c", "c.Smoke"),
        ("from common import Smoke", "Smoke"),
        ("from common import Smoke as S", "S"),
        ("from . import common", "common.Smoke"),
        ("from .common import Smoke", "Smoke"),
        ("from tests.trial import common", "common.Smoke"),
        ("import tests.trial.common", "tests.trial.common.Smoke"),
        ("from ..other import Smoke", "Smoke"),
        ("from inner.deep import Renamed", "Renamed"),
        ("from .inner import deep", "deep.common.Smoke"),
        ("from common import *", "Smoke"),
        ("import common\nB = common.Smoke\nC = B", "C"),
        ("try:\n    import common\nexcept ImportError:\n    common = None", "common.Smoke"),
    ],
)
def test_a_base_is_found_in_another_file(
    listed: Callable[..., list[str]], imports: str, base: str
) -> None:
    source = f"import bench\n{imports}\nclass A({base}, bench.Test):\n    {GUEST}\n"
    assert listed(source) == ["A.test_smoke"]
    own = f"{source}    def test_own(self): ...\n"
    assert listed(own) == ["A.test_smoke", "A.test_own"]


def test_what_a_base_states_holds_with_its_place(write: Write, tmp_path: Path) -> None:
    write(COMMON, "tests/common.py")
    write("import common\nclass A(common.Package, common.Base): ...\n", "tests/a.py")
    [case] = read_cases("tests/a.py", tmp_path)
    assert (case.path, case.class_name, case.method) == ("tests/a.py", "A", "test_package")
    assert (case.where, case.summary, case.points) == ("tests/common.py:9", "Of all packages.", 3)
    assert (case.need, case.need_where) == (Go("hello"), "tests/common.py:6")
    assert case.selectors == (("q35", "tests/common.py:5"),)


def test_a_class_that_is_a_base_elsewhere_is_not_listed_itself(
    write: Write, tmp_path: Path
) -> None:
    write(COMMON, "tests/common.py")
    write(
        "import common\n"
        + "".join(
            f"class {base}Heir(common.{base}, common.Base):\n    def test_it(self): ...\n"
            for base in ("Smoke", "Package", "Loops")
        ),
        "tests/a.py",
    )
    assert read_cases("tests/common.py", tmp_path) == ()


A = f"import bench, os, sys, typing, common\nclass A(bench.Test):\n    {GUEST}\n"
IT = "    def test_it(self): ...\n"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (f"{A}    def testCamel(self): ...\n", ["A.testCamel"]),
        (f"{A}{IT}    test_b = test_it\n", ["A.test_it", "A.test_b"]),
        (
            f"{A}    test_b = common.check\n    test_c = lambda self: None\n",
            ["A.test_b", "A.test_c"],
        ),
        (f"{A}    test_b = common.Smoke.test_smoke\n", ["A.test_b"]),
        (f"{A}{IT}    test_data = (1, 2)\n    test_text = 'a'\n", ["A.test_it"]),
        (
            f"{A}{IT}class B(A):\n    test_it = None\n    def test_b(self): ...\n",
            ["A.test_it", "B.test_b"],
        ),
        (f"{A}    if True:\n    {IT}    else:\n        def test_not(self): ...\n", ["A.test_it"]),
        (f"{A}    if sys.version_info >= (3, 8):\n    {IT}", ["A.test_it"]),
        (f"{A}{IT}    if sys.platform == 'win32':\n        def test_b(self): ...\n", ["A.test_it"]),
        (f"{A}{IT}    if typing.TYPE_CHECKING:\n        def test_b(self): ...\n", ["A.test_it"]),
        (
            f"{A}{IT}if __name__ == '__main__':\n    setattr(A, 'test_b', A.test_it)\n",
            ["A.test_it"],
        ),
        (
            f"import bench\nif bench:\n    class A(bench.Test):\n        {GUEST}\n    {IT}",
            ["A.test_it"],
        ),
        (f"{A}    @typing.final\n{IT}", ["A.test_it"]),
        (f"{A}{IT}    for word in ('a', 'b'):\n        print(word)\n", ["A.test_it"]),
        (f"{A}{IT}for test in range(3):\n    print(test)\n", ["A.test_it"]),
        (f"{A}{IT}    class Fake:\n        def test_fake(self): ...\n", ["A.test_it"]),
        (f"{A}{IT}def test_pattern(): ...\nprint(test_pattern())\n", ["A.test_it"]),
        (
            A.replace("bench.Test", "bench.AsyncTest") + "    async def test_it(self): ...\n",
            ["A.test_it"],
        ),
    ],
)
def test_a_test_in_another_shape_is_listed(
    listed: Callable[..., list[str]], source: str, expected: list[str]
) -> None:
    assert listed(source) == expected


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (
            f"{A}    async def test_it(self): ...\n",
            "4: A.test_it is async, and A has no event loop",
        ),
        (f"{A}    def tset_it(self): ...\n", "2: A has no test: no method's name begins with test"),
        (
            "import unittest\nclass A(unittest.TestCase):\n" + IT,
            "2: A is a test case of unittest, which boots no guest; write class A(bench.Test), or",
        ),
        ("class A:\n" + IT, "1: A has tests but does not derive from bench.Test; write class"),
        ("import gone\nclass A(gone.Base):\n" + IT, "2: A has tests but does not derive"),
        (
            f"{A}    if os.environ:\n    {IT}",
            "4: reading does not tell whether this if makes test_it;",
        ),
        (f"{A}    for n in range(3):\n    {IT}", "4: reading does not tell whether this for makes"),
        (
            f"{A}    for n in range(3):\n        locals()[f'test_{{n}}'] = print\n",
            "4: reading does not tell whether this for makes tests by locals()",
        ),
        (
            f"{A}{IT}for n in range(3):\n    setattr(A, f'test_{{n}}', print)\n",
            "5: reading does not tell whether this for makes tests; write it out as a method",
        ),
        (f"{A}{IT}setattr(A, 'test_' + 'b', print)\n", "5: setattr makes tests; write it out"),
        (f"{A}{IT}A.test_b = print\n", "5: an assignment to test_b makes tests"),
        (f"{A}{IT}B = type('B', (bench.Test,), {{}})\n", "5: type() makes tests"),
        (f"{A}{IT}globals()['B'] = A\n", "5: globals() makes tests"),
        (f"{A}{IT}def load_tests(a, b, c): ...\n", "5: load_tests makes tests"),
        (f"{A}{IT}{IT}", "5: A.test_it is defined twice, and the first is lost"),
        (f"{A}{IT}" + A.partition("\n")[2] + IT, "5: A is defined twice, and the first is lost"),
        (f"{A}{IT}    class B(bench.Test):\n    {IT}", "5: B is a class within A, where no test"),
        (f"{A}{IT}def test_alone(): ...\n", "5: test_alone is a function, which is not run as a"),
        (f"{A}{IT}class B(A, object, A): ...\n", "5: B has bases that Python cannot put into"),
        (f"{A}{IT}class B(object, A): ...\n", "5: B has bases that Python cannot put into"),
    ],
)
def test_a_test_that_cannot_be_listed_is_an_error_with_its_line(
    listed: Callable[..., list[str]], source: str, message: str
) -> None:
    with pytest.raises(BenchError) as caught:
        listed(source)
    assert str(caught.value).startswith(f"tests/trial/a.py:{message}")


def test_a_mistake_in_a_base_has_its_own_place(write: Write, tmp_path: Path) -> None:
    write("def", "tests/common.py")
    write("import common\nclass A(common.Base): ...\n", "tests/a.py")
    with pytest.raises(BenchError, match=r"^tests/common.py:1: "):
        read_cases("tests/a.py", tmp_path)


SUITE = "import unittest\ndef test_it(bench_boot): ...\nclass TestIt:\n    def test_it(self): ...\n"


@pytest.mark.parametrize("name", ["test_suite.py", "suite_test.py"])
def test_a_suite_of_pytests_is_left_to_it(write: Write, tmp_path: Path, name: str) -> None:
    write(f"{SUITE}class Case(unittest.TestCase):\n{IT}", f"tests/{name}")
    assert read_cases(f"tests/{name}", tmp_path) == ()


def test_a_class_that_boots_is_none_of_pytests(write: Write, tmp_path: Path) -> None:
    write(f"import bench\nclass A:\n    guest = bench.Go('hello')\n{IT}", "tests/test_suite.py")
    with pytest.raises(BenchError, match="A has tests and a guest but does not derive"):
        read_cases("tests/test_suite.py", tmp_path)
