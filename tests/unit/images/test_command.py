"""What tools complain of reaches its reader with the place in his own sources."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.errors import BenchError, HostError
from bench.images import command

MACRO = """
In file included from /usr/include/linux/a.h:5,
                 from {copy}/format.c:2:
{copy}/format.c: In function 'load':
{copy}/format.c:3:1: warning: unused variable
/usr/include/linux/a.h:758:46: error: implicit declaration of function 'task_stack_page'
/usr/include/linux/b.h:389:27: note: in expansion of macro 'task_pt_regs'
{copy}/format.c:30:32: note: in expansion of macro 'current_pt_regs'
make: *** [Makefile:255: format.o] Error 1
"""
COMPILER = "{copy}/sub/a.c:3:5: error: expected ';' before 'return'\n"
ASSEMBLER = "exit.S: Assembler messages:\nexit.S:5: Error: no such instruction: `mow'\n"
GO = "# emubench/kernels/hello\nhello/main.go:12:2: undefined: prinln\nmake: *** Error 1\n"
LINKER = "/usr/bin/ld: a.o: in function `main':\na.c:(.text+0x5): undefined reference to `f'\n"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    folder.mkdir()
    return folder


def failure(source: Path, complaint: str) -> BenchError:
    copy = source.parent / "copy"
    text = source.parent / "complaint"
    text.write_text(complaint.format(copy=copy))
    with pytest.raises(BenchError) as caught:
        command.make([source], ["sh", "-c", f"cat {text} >&2; exit 2"], copy=copy, what="it")
    return caught.value


@pytest.mark.parametrize(
    ("complaint", "where", "what"),
    [
        (MACRO, "format.c:30", "implicit declaration of function 'task_stack_page'"),
        (COMPILER, "sub/a.c:3", "expected ';' before 'return'"),
        (ASSEMBLER, "exit.S:5", "no such instruction: `mow'"),
        (GO, "hello/main.go:12", "undefined: prinln"),
    ],
    ids=["macro", "compiler", "assembler", "go"],
)
def test_a_compilers_first_error_names_the_users_line(
    source: Path, complaint: str, where: str, what: str
) -> None:
    error = failure(source, complaint)
    assert (error.where, error.what) == (f"{source}/{where}", f"cannot build it: {what}")


def test_a_linkers_error_names_the_folder(source: Path) -> None:
    error = failure(source, LINKER)
    assert error.where == str(source)
    assert "undefined reference to `f'" in error.what


def test_a_build_gets_a_copy_and_leaves_the_source_alone(source: Path) -> None:
    (source / "file").write_text("text")
    copy = source.parent / "copy"
    command.make([source], ["sh", "-c", "mv file made"], copy=copy, what="it")
    assert (copy / "made").read_text() == "text"
    assert [path.name for path in source.iterdir()] == ["file"]


def test_a_failed_command_says_its_last_words() -> None:
    with pytest.raises(BenchError, match=r"^cannot try: two$"):
        command.run(["sh", "-c", "echo one >&2; echo two >&2; exit 1"], what="try")
    with pytest.raises(BenchError, match=r"^cannot try: killed by signal 9$"):
        command.run(["sh", "-c", "kill -9 $$"], what="try")


def test_a_missing_program_is_the_hosts_fault() -> None:
    with pytest.raises(HostError, match="no-such-program is missing; run apt-get install no-such"):
        command.run(["no-such-program"], what="try")


def test_a_tool_that_takes_long_is_heard_line_by_line(tmp_path: Path) -> None:
    heard: list[str] = []
    script = "echo one; echo $A >&2; echo two; pwd"
    command.watch(
        ["sh", "-c", script],
        what="it",
        folder=tmp_path,
        environment={"A": "b"},
        told=heard.append,
    )
    assert heard == ["one", "two", str(tmp_path)]


def test_what_a_long_tool_complains_of_is_its_error(tmp_path: Path) -> None:
    script = (
        "echo fine; echo 'a.c:3:5: error: no such thing' >&2; echo 'make: *** [a.o]' >&2; exit 2"
    )
    with pytest.raises(BenchError, match=r"cannot build it: a.c:3:5: error: no such thing$"):
        command.watch(
            ["sh", "-c", script], what="build it", folder=tmp_path, environment={}, told=print
        )
    with pytest.raises(HostError, match="the program no-such-tool is missing"):
        command.watch(["no-such-tool"], what="", folder=tmp_path, environment={}, told=print)
