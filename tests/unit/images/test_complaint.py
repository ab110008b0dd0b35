# SPDX-License-Identifier: MIT
"""What tools complain of reaches its reader with the place in his own sources."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.images.tools.complaint import Complaint, Place, plain, understand

MODULE = Path("payloads/modules/submission")

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
ASSEMBLER = "format.c: Assembler messages:\nformat.c:5: Error: no such instruction: `mow'\n"
GO = "# emubench/kernels/cmd/hello\ncmd/hello/main.go:12:2: undefined: prinln\nmake: *** Error 1\n"
NO_TAB = "Makefile:3: *** missing separator.  Stop.\n"
MODPOST = """  MODPOST {copy}/Module.symvers
ERROR: modpost: "base_add" [{copy}/submission.ko] undefined!
ERROR: modpost: "base_sub" [{copy}/submission.ko] undefined!
make[1]: *** [/tree/scripts/Makefile.modpost:127: {copy}/Module.symvers] Error 1
"""
LICENSE = "ERROR: modpost: missing MODULE_LICENSE() in {copy}/submission.o\nmake: *** Error 1\n"
LINKER = "/usr/bin/ld: a.o: in function `main':\na.c:(.text+0x5): undefined reference to `f'\n"
NO_SOURCE = """make[1]: *** No rule to make target '{copy}/hello-1.o', needed by '{copy}/hello.mod'.
make: *** [/tree/Makefile:2050: {copy}] Error 2
"""
NO_RULE = "make: *** No rule to make target 'data.bin', needed by 'all'.  Stop.\n"
TYPO = "/bin/sh: 1: gccc: not found\nmake: *** [Makefile:2: all] Error 127\n"
OFFLINE = "go: example.com/x@v1.0.0: module lookup disabled by GOPROXY=off\n"
OTHER = "first words\nsomething cannot be done\nmake: *** [Makefile:2: all] Error 1\n"
SILENT = "make: *** [Makefile:2: all] Error 1\n"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    for name in (MODULE / "format.c", MODULE / "Kbuild", Path("kernels/cmd/hello/main.go")):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    (tmp_path / MODULE / "Makefile").write_text("")
    return Place(tmp_path, MODULE)


def found(said: str, place: Place) -> Complaint:
    return understand(said.replace("{copy}", str(place.copy / place.folder)), place)


@pytest.mark.parametrize(
    ("said", "where", "text", "hint"),
    [
        (MACRO, "format.c:30", "implicit declaration of function 'task_stack_page'", ""),
        (ASSEMBLER, "format.c:5", "no such instruction: `mow'", ""),
        (NO_TAB, "Makefile:3", "missing separator.", "a recipe's line begins with a tab"),
        (MODPOST, "", "undefined symbol base_add and base_sub (modpost)", ""),
        (
            LICENSE,
            "",
            "missing MODULE_LICENSE() in payloads/modules/submission/submission.o (modpost)",
            'write MODULE_LICENSE("GPL");',
        ),
        (LINKER, "", "undefined reference to `f'", ""),
        (NO_SOURCE, "Kbuild", "hello-1.o has no source hello-1.c", "there is format.c"),
        (NO_RULE, "", "there is no data.bin", "there is format.c"),
        (TYPO, "", "there is no program gccc", "the Makefile calls it"),
        (OTHER, "", "something cannot be done", ""),
        (SILENT, "", "make: *** [Makefile:2: all] Error 1", ""),
    ],
    ids=[
        "macro",
        "assembler",
        "tab",
        "modpost",
        "license",
        "linker",
        "no-source",
        "no-rule",
        "typo",
        "other",
        "silent",
    ],
)
def test_the_cause_is_told_with_its_place(
    place: Place, said: str, where: str, text: str, hint: str
) -> None:
    told = found(said, place)
    assert (told.where, told.text, told.hint) == (str(MODULE / where), text, hint)
    assert not told.of_host


def test_go_names_its_files_from_where_it_runs(place: Place) -> None:
    told = found(GO, Place(place.copy, Path("kernels")))
    assert (told.where, told.text) == ("kernels/cmd/hello/main.go:12", "undefined: prinln")
    offline = found(OFFLINE, Place(place.copy, Path("kernels")))
    assert offline.text == "example.com/x@v1.0.0: module lookup disabled by GOPROXY=off"
    assert "go mod vendor" in offline.hint


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("/bin/sh: 1: aarch64-linux-gnu-gcc-12: not found\n", "aarch64-linux-gnu-gcc-12"),
        ("make: gcc: No such file or directory\nmake: *** [Makefile:1: x] Error 127\n", "gcc is"),
        ("gcc: fatal error: Killed signal terminated program cc1\n", "the compiler was killed"),
        ("x.c:1: fatal error: closing a.o: No space left on device\n", "no space left"),
        (
            "go: go.mod requires go >= 1.99 (running go 1.27; GOTOOLCHAIN=local)\n",
            "1.27 is installed",
        ),
    ],
)
def test_what_the_host_lacks_is_the_hosts_fault(place: Place, said: str, text: str) -> None:
    told = found(said, place)
    assert told.of_host
    assert text in told.text


def test_the_lines_around_the_cause_go_along(place: Place) -> None:
    said = "  CC [M]  x.o\nx.c:1:2: note: before\n"
    said += "format.c:3:5: error: too few arguments\n    3 | f(1)\n      | ^\n"
    told = found(said + "more\n" * 20 + "make: *** Error 1\n", place)
    lines = told.detail.splitlines()
    assert lines[:3] == ["format.c:3:5: error: too few arguments", "    3 | f(1)", "      | ^"]
    assert len(lines) == 10
    assert found("format.c:3:5: error: too few arguments\n", place).detail == ""


def test_no_control_character_is_left() -> None:
    said = b"\x1b[01;31merror\x1b[K: \x1b]8;;http://x\x07a\x1b]8;;\x07\0b\r\n\xff\tc\x7f\xc2\x9b"
    assert plain(said) == "error: ab\n\N{REPLACEMENT CHARACTER}\tc"
