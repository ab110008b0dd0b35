# SPDX-License-Identifier: MIT
"""`@bench.each`: a test that is written once has a cell for each row, and a name for each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bench.cells.cell import Reference
from bench.cells.reading.case import Case
from bench.cells.reading.source import read_cases
from bench.cells.running.agreement import mistake_when_loaded
from bench.cells.running.execute import loaded_test
from bench.cells.running.planner import Planner
from bench.cells.running.suite import run_test
from bench.definitions.needs.go import Go
from bench.definitions.needs.go_test import GoTest
from bench.errors import BenchError

Write = Callable[[str], Path]

METHOD = '    guest = bench.Go("hello")\n'


def a_method(rows: str, parameters: str = "self, a, *more", head: str = METHOD) -> str:
    """A file whose one test has rows."""
    return (
        "import bench\n"
        "class A(bench.Test):\n"
        f"{head}"
        f"    @bench.each({rows})\n"
        f"    def test_it({parameters}): ...\n"
    )


def a_class(rows: str, body: str = "def test_it(self, *values): ...") -> str:
    """A file whose one class has rows."""
    return f"import bench\n@bench.each({rows})\nclass A(bench.Test):\n    {body}\n"


def listed(write: Write, source: str) -> list[Case]:
    file = write(source)
    return list(read_cases("tests/first.py", file.parents[1]))


def names(write: Write, source: str) -> list[str]:
    return [case.on("q35").test for case in listed(write, source)]


@pytest.mark.parametrize(
    ("rows", "name"),
    [
        ("255", "255"),
        ("-1", "-1"),
        ("0x80", "128"),
        ("1.5", "1.5"),
        ("True", "True"),
        ("None", "None"),
        ("'strings'", "strings"),
        ("'math/rand/v2'", "math/rand/v2"),
        ("'index out of range [3]'", "index_out_of_range_3_"),
        ("'größe'", "größe"),
        ("b'MZ'", "MZ"),
        (r"b'\x90\x00'", "9000"),
        ("(1, 'b', 3)", "1-b-3"),
        ("((1, 2), 3)", "1,2-3"),
        ("bench.row(1, 2)", "1-2"),
        ("bench.row('a b', name='blank')", "blank"),
    ],
)
def test_a_name_shows_the_values(write: Write, rows: str, name: str) -> None:
    source = a_method(rows)
    assert names(write, source) == [f"A.test_it-{name}"]
    [case] = listed(write, source)
    cell = case.on("q35")
    assert Reference.parse(cell.name) == cell.reference
    assert cell.folder == cell.name.replace("/", "-")


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ("bench.GoTest('math/big', skip=('TestA: slow',))", "math/big"),
        ("(bench.Go('hello', arguments=('exit=128', 'hold=1')), 128)", "hello-exit=128-hold=1"),
        ("bench.Dos('echo', ('a',))", "echo-a"),
        ("bench.Multiboot('append', by='kernel')", "append"),
        ("bench.Linux(modules=('hello', 'mine size=3'))", "hello-mine_size=3"),
        ("bench.Linux(programs=['com/exit42'])", "com/exit42"),
        ("bench.Linux()", "linux"),
        ("bench.row(bench.Linux(), name='bare')", "bare"),
    ],
)
def test_what_boots_names_a_row_of_a_class(write: Write, row: str, name: str) -> None:
    assert names(write, a_class(row)) == [f"A.test_it-{name}"]


def test_rows_of_a_class_and_of_a_method_meet(write: Write) -> None:
    source = (
        "import bench\n"
        "@bench.each((bench.Go('a'), 1), (bench.Go('b'), 2))\n"
        "class A(bench.Test):\n"
        "    @bench.each('x', 'y')\n"
        "    def test_it(self, number, letter): ...\n"
        "    def test_more(self, number): ...\n"
    )
    assert [(case.on("").test, case.need, case.arguments) for case in listed(write, source)] == [
        ("A.test_it-a-x", Go("a"), (1, "x")),
        ("A.test_it-a-y", Go("a"), (1, "y")),
        ("A.test_it-b-x", Go("b"), (2, "x")),
        ("A.test_it-b-y", Go("b"), (2, "y")),
        ("A.test_more-a", Go("a"), (1,)),
        ("A.test_more-b", Go("b"), (2,)),
    ]


def test_a_row_may_say_more(write: Write) -> None:
    source = (
        "import bench\n"
        "@bench.each(bench.Go('a'), bench.row(bench.Go('b'), machines=('q35', 'virt'), points=5))\n"
        "class A(bench.Test):\n"
        "    machines = 'pc'\n"
        "    @bench.claim('T-1')\n"
        "    @bench.each(1, bench.row(2, claims='T-2', points=3, machines='virt'))\n"
        "    @bench.points(2)\n"
        "    def test_it(self, number): ...\n"
    )
    at_row, at_class = "tests/first.py:6", "tests/first.py:2"
    said = [(case.selectors, case.claims, case.points) for case in listed(write, source)]
    assert said == [
        ((("pc", "tests/first.py:4"),), ("T-1",), 2),
        ((("virt", at_row),), ("T-1", "T-2"), 3),
        ((("q35", at_class), ("virt", at_class)), ("T-1",), 5),
        ((("virt", at_row),), ("T-1", "T-2"), 3),
    ]


def test_rows_are_inherited_as_a_guest_is(write: Write) -> None:
    source = (
        "import bench\n"
        "@bench.each(bench.Go('a'), bench.Go('b'))\n"
        "class A(bench.Test):\n"
        "    @bench.each(1, 2)\n"
        "    def test_it(self, number): ...\n"
        "class B(A): ...\n"
        "class C(A):\n"
        "    guest = bench.Go('c')\n"
        "@bench.each(bench.GoTest('strings'))\n"
        "class D(C):\n"
        "    test_again = A.test_it\n"
    )
    found = names(write, source)
    assert [name for name in found if name[0] == "B"] == [
        "B.test_it-a-1",
        "B.test_it-a-2",
        "B.test_it-b-1",
        "B.test_it-b-2",
    ]
    assert [name for name in found if name[0] == "C"] == ["C.test_it-1", "C.test_it-2"]
    assert names(write, source)[-2:] == ["D.test_again-strings-1", "D.test_again-strings-2"]
    assert mistake_when_loaded("tests/first.py", write(source).parents[1]) == ""


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (a_method("*CODES"), "4: *CODES in each is not a string, a number or a tuple of them; "),
        (a_method("CODES"), "4: CODES in each is not a string, a number or a tuple of them; write"),
        (a_method("1 << 3"), "4: 1 << 3 in each is not a string, a number or a tuple of them; "),
        (a_method("[1, 2]"), "4: [1, 2] in each is not a string, a number or a tuple of them; "),
        (a_method("1, (2,\n {})", "self, *a"), "5: {} in each is not a string, a number or a "),
        (a_method(""), "4: each is given no values; write for example @bench.each(0, 1, 255)"),
        (a_method("code=1"), "4: each takes values without names; write bench.row(…, name="),
        (a_method("1").replace("(1)", ""), "4: each is given no values; write for example @bench."),
        (a_method("1)\n    @bench.each(2"), "5: test_it has each twice; write it once, with a "),
        (a_method("1, True, 1"), "4: two rows of A.test_it are called 1; give one another name: "),
        (a_method("'a b',\n'a*b'"), "5: two rows of A.test_it are called a_b; give one another"),
        (a_method(r"'a\nb'"), r"4: 'a\nb' cannot be shown in a name; give it a name: bench.row"),
        (a_method("''"), "4: an empty string gives a row no name; give it a name: bench.row(…, "),
        (a_method(f"'{'x' * 81}'"), "4: a row's name has 81 bytes, and at most 80 fit; give it a"),
        (a_method("bench.row(1, name='a b')"), "4: 'a b' cannot be a row's name; write letters, "),
        (a_method("bench.row(1, name=1)"), "4: name is not a string; write it as a literal: tests"),
        (a_method("bench.row(1, points='2')"), "4: points is not a whole number; write it as a "),
        (
            a_method("bench.row(1, machine='q35')"),
            "4: row has no argument 'machine'; did you mean ",
        ),
        (a_method("bench.row(1, **more)"), "4: an argument of row is not written out; write it as"),
        (a_method("bench.row(1, claims=(1,))"), "4: claims is not a string or a tuple of strings"),
        (a_method("bench.Go('a')"), "4: a row of test_it boots something; put each on the class: "),
        (
            a_method("1", "self"),
            "4: test_it takes no values, and a row has 1 for it; write as many",
        ),
        (a_method("1, (2, 3)", "self, a"), "4: test_it takes a, and a row has 2 for it; write as "),
        (
            a_method("1", "self, a, b"),
            "4: test_it takes a, b, and a row has 1 for it; write as many",
        ),
        (
            a_method("1").replace("    @bench.each(1)\n", ""),
            "4: nothing gives test_it its a; write for example @bench.each(0, 1, 255)",
        ),
        (
            a_method("1").replace("test_it", "look"),
            "5: look has each, and is not a test; call it t",
        ),
        (a_class("1"), "2: a row of a class does not begin with what it boots; write for example "),
        (a_class("(1, bench.Go('a'))"), "2: a row of a class does not begin with what it boots; "),
        (a_class("bench.Go()"), "2: Go lacks its argument 'kernel'; write Go(kernel=…)"),
        (a_class("bench.Linus()"), "2: bench.Linus() in each is not a string, a number or a tuple"),
        (
            a_class("bench.Go('a'), bench.Go('a', reset='again')"),
            "2: two rows of A.test_it are called a; give one another name: bench.row(…, name=",
        ),
        (
            a_class("bench.Go('a')", "guest = bench.Go('b')\n    def test_it(self): ..."),
            "2: A has a guest beside those of its rows; leave one of them out",
        ),
    ],
)
def test_a_mistake_is_one_line_with_place_and_hint(write: Write, source: str, message: str) -> None:
    with pytest.raises(BenchError) as caught:
        listed(write, source)
    assert str(caught.value).startswith(f"tests/first.py:{message}")
    assert "; " in str(caught.value)


def test_another_decorator_may_give_a_method_what_it_takes(write: Write) -> None:
    source = a_method("1").replace("@bench.each(1)", "@mock.patch('os.getpid')")
    assert names(write, source) == ["A.test_it"]


@pytest.mark.parametrize(
    ("source", "same"),
    [
        (a_method("1, 2"), True),
        (a_class("bench.Go('a'), (bench.Go('b', arguments=['c']), 1)"), True),
        (a_method("1, 2") + "A.test_it.__bench_rows__ = ()\n", False),
        (a_method("'a b', 2") + "A.test_it = lambda self: 1\n", False),
        (a_class("bench.Go('a')") + "A.guest = bench.Go('a')\n", False),
        (a_method("1").replace("import bench", "import bench\nbench.each = lambda *_: len"), False),
    ],
)
def test_rows_are_the_same_when_loaded(write: Write, source: str, same: bool) -> None:
    said = mistake_when_loaded("tests/first.py", write(source).parents[1])
    assert (said == "") is same, said
    assert said.startswith("" if same else "tests/first.py:")


RUNS = """\
import bench, unittest
SAID = []
class A(bench.AsyncTest):
    guest = bench.Go("hello")
    @bench.each(1, (2,))
    def test_sync(self, number, other="none"):
        self.assertEqual(number, 1, other)
    @bench.each(("a", "b"))
    async def test_async(self, one, other):
        self.assertEqual(one, other)
    @unittest.expectedFailure
    @bench.each(3)
    def test_expected(self, number):
        self.fail(number)
    @unittest.skip("not today")
    @bench.each(4)
    def test_left_out(self, number): ...
@bench.each((bench.GoTest("strings"), 1), (bench.GoTest("bytes"), 2))
class B(bench.Test):
    def test_it(self, number):
        self.assertEqual((type(self).guest.package, number, self.guest), ("bytes", 2, "booted"))
"""


@pytest.mark.parametrize(
    ("test", "said"),
    [
        ("A.test_sync-1", []),
        ("A.test_sync-2", ["2 != 1 : none"]),
        ("A.test_async-a-b", ["'a' != 'b'"]),
        ("A.test_expected-3", []),
        ("A.test_left_out-4", ["not today"]),
        ("B.test_it-bytes", []),
        ("B.test_it-strings", ["Tuples differ"]),
    ],
)
def test_a_method_is_called_with_its_row(write: Write, test: str, said: list[str]) -> None:
    planner = Planner(write(RUNS).parents[1])
    cell = planner.cell(f"tests/first.py:{test}[q35]")
    with loaded_test(cell, planner) as loaded:
        type(loaded).booted = "booted"
        problems = run_test(loaded)
    assert [str(problem.raised)[: len(said[0])] for problem in problems] == said


def test_what_boots_is_the_rows(write: Write) -> None:
    planner = Planner(write(RUNS).parents[1])
    assert planner.cell("tests/first.py:B.test_it-bytes[q35]").need == GoTest("bytes")
    with pytest.raises(BenchError, match="there is no test"):
        planner.cell("tests/first.py:B.test_it[q35]")
