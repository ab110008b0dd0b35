# SPDX-License-Identifier: MIT
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bench.cells.reading.case import Case
from bench.cells.reading.source import read_cases
from bench.definitions.needs.dos import Dos
from bench.definitions.needs.go import Go
from bench.definitions.needs.linux import Linux
from bench.definitions.needs.multiboot import Multiboot
from bench.errors import BenchError

Write = Callable[[str], Path]

FIRST = '''\
import bench


class First(bench.Test):
    """The smallest programs whose exit code is 42."""

    machines = ("boots:linux,arch:x86_64", "virt")
    guest = bench.Linux(modules=("binfmt_com",), programs=["com/exit42"], append="quiet")

    @bench.claim("E-08")
    @bench.claim("E-09", "E-10")
    def test_exit_code(self):
        """It ends with 42.

        And more.
        """

    def test_output(self): ...

    def helper(self): ...
'''


def cases(file: Path) -> tuple[Case, ...]:
    return read_cases("tests/first.py", file.parents[1])


def test_everything_that_a_test_states_is_read(write: Write) -> None:
    exit_code, output = cases(write(FIRST))
    assert exit_code == Case(
        path="tests/first.py",
        class_name="First",
        method="test_exit_code",
        need=Linux(modules=("binfmt_com",), programs=("com/exit42",), append="quiet"),
        need_where="tests/first.py:8",
        selectors=(("boots:linux,arch:x86_64", "tests/first.py:7"), ("virt", "tests/first.py:7")),
        claims=("E-08", "E-09", "E-10"),
        summary="It ends with 42.",
        where="tests/first.py:12",
    )
    assert (output.method, output.claims, output.where) == ("test_output", (), "tests/first.py:18")
    assert output.summary == "The smallest programs whose exit code is 42."


@pytest.mark.parametrize(
    ("imports", "test", "need"),
    [
        ("import bench", "bench.Test", 'bench.Go("hello")'),
        ("import bench as b", "b.Test", 'b.Go(kernel="hello")'),
        ("from bench import Test, Go", "Test", 'Go("hello")'),
        ("from bench import Test as T, Go as Boots", "T", 'Boots("hello")'),
    ],
)
def test_bench_may_be_imported_in_any_way(write: Write, imports: str, test: str, need: str) -> None:
    file = write(f"{imports}\nclass A({test}):\n guest = {need}\n def test_it(self): ...\n")
    assert [case.need for case in cases(file)] == [Go("hello")]


def test_a_program_of_ms_dos_may_be_held(write: Write) -> None:
    file = write(a_class("guest = bench.Dos('hello', arguments=('a', 'b'), hold=True)"))
    [need] = [case.need for case in cases(file)]
    assert need == Dos("hello", ("a", "b"), hold=True)
    assert isinstance(need, Dos)
    assert need.tail == " a b"


def test_a_kernel_without_a_runtime_may_say_what_loads_it(write: Write) -> None:
    file = write(a_class("guest = bench.Multiboot('hello', by='kernel')"))
    assert [case.need for case in cases(file)] == [Multiboot("hello", by="kernel")]


def test_a_class_inherits_what_it_does_not_state_itself(write: Write) -> None:
    file = write(
        "import bench\n"
        "class Common(bench.Test):\n"
        "    machines = 'q35'\n"
        "    def test_it(self): ...\n"
        "    def test_other(self): ...\n"
        "class OnGo(Common):\n"
        "    guest = bench.Go('hello')\n"
        "    def test_other(self): ...\n"
    )
    found = [(case.class_name, case.method, case.selectors, case.where) for case in cases(file)]
    assert found == [
        ("OnGo", "test_it", (("q35", "tests/first.py:3"),), "tests/first.py:4"),
        ("OnGo", "test_other", (("q35", "tests/first.py:3"),), "tests/first.py:8"),
    ]


def test_a_file_without_tests_states_none(write: Write) -> None:
    file = write("import bench, enum\nclass A(enum.Enum):\n def look(self): ...\n")
    assert cases(file) == ()


def test_nothing_of_the_file_runs(write: Write) -> None:
    file = write("raise SystemExit\n" + FIRST)
    assert len(cases(file)) == 2


def a_class(body: str, head: str = "class A(bench.Test):") -> str:
    return f"import bench\n{head}\n    {body}\n    def test_it(self): ...\n"


MISTAKES = {
    "def x(:": "tests/first.py:1: invalid syntax",
    a_class("guest = bench.Linux(module=('a',))"): (
        "tests/first.py:3: Linux has no argument 'module'; did you mean modules?"
    ),
    a_class("guest = bench.Linux(modules='a')"): (
        'tests/first.py:3: modules is a tuple of strings, not one string; write modules=("a",)'
    ),
    a_class("guest = bench.Linux(modules=NAMES)"): (
        "tests/first.py:3: modules is not a string or a tuple of strings; "
        "write it as a literal: tests are listed by reading their source"
    ),
    a_class("guest = bench.Linux(**options)"): (
        "tests/first.py:3: an argument of Linux is not written out; "
        "write it as a literal: tests are listed by reading their source"
    ),
    a_class("guest = bench.Go(1)"): (
        "tests/first.py:3: kernel is not a string; "
        "write it as a literal: tests are listed by reading their source"
    ),
    a_class("guest = bench.Go()"): (
        "tests/first.py:3: Go lacks its argument 'kernel'; write Go(kernel=…)"
    ),
    a_class("guest = bench.Go('a', (), 1)"): (
        "tests/first.py:3: Go takes at most 2 arguments; they are kernel, arguments"
    ),
    a_class("guest = bench.Multiboot('hello', by='lilo')"): (
        "tests/first.py:3: nothing loads a kernel by 'lilo'; write multiboot2, multiboot, kernel"
    ),
    a_class("guest = bench.Multiboot('rt0/hello')"): (
        "tests/first.py:3: 'rt0/hello' is not a name of a program; "
        "write that of a folder of kernels/rt0/, such as hello"
    ),
    a_class("guest = bench.Dos('hello', hold='yes')"): (
        "tests/first.py:3: hold is not True or False; "
        "write it as a literal: tests are listed by reading their source"
    ),
    a_class("guest = bench.Dos('hello.com')"): (
        "tests/first.py:3: 'hello.com' is not a name of a program; "
        "write that of a file of payloads/dos/ without its suffix, such as hello"
    ),
    a_class("guest = bench.Dos('hello', arguments=('a\\rb',))"): (
        "tests/first.py:3: a command tail is one line of ASCII; leave other characters out"
    ),
    a_class(f"guest = bench.Dos('hello', arguments=('{'a' * 126}',))"): (
        "tests/first.py:3: a command tail of 127 characters does not fit into a PSP; "
        "write up to 126, with the blank before each word"
    ),
    a_class("guest = bench.Go('hello', reset='never')"): (
        "tests/first.py:3: there is no reset 'never'; write end or again"
    ),
    a_class("guest = bench.Go('hello', (), 'again')"): (
        "tests/first.py:3: Go takes at most 2 arguments; they are kernel, arguments"
    ),
    a_class("guest = bench.Linus()"): (
        "tests/first.py:3: guest is bench.Linus(), which is not a need; "
        "write bench.Dos(…), bench.Go(…), bench.GoTest(…), bench.Linux(…), "
        "bench.Multiboot(…), bench.Boot(kernel=…) for a file or bench.Image(…)"
    ),
    a_class("guest = GUEST"): (
        "tests/first.py:3: guest is GUEST, which is not a need; "
        "write bench.Dos(…), bench.Go(…), bench.GoTest(…), bench.Linux(…), "
        "bench.Multiboot(…), bench.Boot(kernel=…) for a file or bench.Image(…)"
    ),
    a_class("pass"): (
        "tests/first.py:2: A does not say what it boots; "
        "write bench.Dos(…), bench.Go(…), bench.GoTest(…), bench.Linux(…), "
        "bench.Multiboot(…), bench.Boot(kernel=…) for a file or bench.Image(…)"
    ),
    a_class("guest = bench.Go('a'); machines = 'q' + '35'"): (
        "tests/first.py:3: machines is not a string or a tuple of strings; "
        "write it as a literal: tests are listed by reading their source"
    ),
    a_class("guest = bench.Go('a')", "class A:"): (
        "tests/first.py:2: A has tests and a guest but does not derive from bench.Test; "
        "write class A(bench.Test)"
    ),
    a_class("guest = bench.Go('a')", "@bench.claim('E-01')\nclass A(bench.Test):"): (
        "tests/first.py:2: a claim stands on a class; put it on the test method that proves it"
    ),
    a_class("guest = bench.Go('a')\n    @bench.claim(E01)"): (
        "tests/first.py:4: a claim is not a string or a tuple of strings; "
        "write it as a literal: tests are listed by reading their source"
    ),
    "\0": "tests/first.py:1: source code string cannot contain null bytes",
}


@pytest.mark.parametrize(("source", "message"), MISTAKES.items())
def test_a_mistake_is_one_line_with_place_and_hint(write: Write, source: str, message: str) -> None:
    file = write(source)
    with pytest.raises(BenchError) as caught:
        cases(file)
    assert str(caught.value) == message


def test_classes_that_derive_from_each_other_are_read_in_the_end(write: Write) -> None:
    file = write("class A(B):\n def look(self): ...\nclass B(A): ...\n")
    assert cases(file) == ()
