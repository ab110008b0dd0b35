# SPDX-License-Identifier: MIT
"""Tools run in an environment of their own, and what they say of a failure is told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bench.errors import BenchError, HostError
from bench.images.tools import command
from bench.images.tools.complaint import Place
from bench.images.tools.environment import of_fetchers, search_path

HOSTILE = {
    **{
        "CFLAGS": "-Wno-all",
        "KBUILD_OUTPUT": "/x",
        "LLVM": "1",
        "MAKEFLAGS": "-n",
        "GOOS": "plan9",
    },
    **{
        "GOOS": "plan9",
        "LC_ALL": "de_DE",
        "TZ": "Asia/Tokyo",
        "TMPDIR": "/x",
        "HOME": "/my home",
        "CPATH": "/x",
    },
}
NAMED = {
    *("PATH", "HOME", "TMPDIR", "LC_ALL", "LC_CTYPE", "LANG", "TZ", "CGO_ENABLED"),
    *("GOENV", "GOTOOLCHAIN", "GOPROXY", "GOWORK", "GOFLAGS"),
}


@pytest.fixture
def place(tmp_path: Path) -> Place:
    (tmp_path / "copy/folder").mkdir(parents=True)
    return Place(tmp_path / "copy", Path("folder"))


def shell(script: str, place: Place) -> str:
    return command.make(["sh", "-c", script], what="build it", place=place)


def test_a_tool_sees_named_variables_only(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    before = shell("env; umask", place)
    for name, value in HOSTILE.items():
        monkeypatch.setenv(name, value)
    mask = os.umask(0o077)
    try:
        seen = shell("env; umask", place)
        ran = command.run(["env"], what="look", folder=place.copy).decode()
    finally:
        os.umask(mask)
    assert seen == before
    names = {line.partition("=")[0] for line in seen.splitlines() if "=" in line}
    assert names - {"PWD", "OLDPWD", "SHLVL", "_"} == NAMED
    assert {line.partition("=")[0] for line in ran.splitlines()} == NAMED


def test_a_folder_that_depends_on_where_a_tool_runs_is_no_place_for_programs() -> None:
    assert search_path({"PATH": ".:/bin::bin:/usr/bin"}) == "/bin:/usr/bin"


def test_only_what_fetches_knows_the_proxies() -> None:
    caller = {"HTTPS_PROXY": "a", "no_proxy": "b", "CC": "c"}
    assert of_fetchers(caller) == {"HTTPS_PROXY": "a", "no_proxy": "b"}


def test_a_long_build_is_heard_line_by_line_in_order(place: Place) -> None:
    heard: list[str] = []
    argv = ["sh", "-c", "echo one; echo $A >&2; pwd; exit $B"]
    command.watch(argv, what="it", place=place, variables={"A": "b", "B": "0"}, told=heard.append)
    assert heard == ["one", "b", str(place.copy / "folder")]
    with pytest.raises(BenchError, match="cannot build it: b"):
        command.watch(
            ["sh", "-c", "echo b; exit 2"],
            what="build it",
            place=place,
            variables={},
            told=heard.append,
        )


def test_a_failed_build_tells_its_cause_and_all_it_said(place: Place) -> None:
    (place.copy / "folder/a.c").write_text("")
    script = "echo CC; echo 'a.c:3:5: error: no such thing' >&2; echo 'make: *** [a.o]'; exit 2"
    with pytest.raises(BenchError) as caught:
        shell(script, place)
    assert str(caught.value) == "folder/a.c:3: cannot build it: no such thing"
    assert caught.value.log == "CC\na.c:3:5: error: no such thing\nmake: *** [a.o]\n"
    with pytest.raises(BenchError, match="cannot build it: exit code 3"):
        shell("exit 3", place)


def test_what_the_host_lacks_is_its_fault(place: Place) -> None:
    with pytest.raises(
        HostError,
        match="cannot build it: the program gcc-99 is missing; run `apt",
    ):
        shell("echo '/bin/sh: 1: gcc-99: not found'; exit 2", place)


def test_a_failed_command_says_its_last_words() -> None:
    with pytest.raises(BenchError, match=r"^cannot try: two$"):
        command.run(["sh", "-c", "echo one >&2; echo two >&2; exit 1"], what="try")
    with pytest.raises(BenchError, match=r"^cannot try: killed by signal 9$"):
        command.run(["sh", "-c", "kill -9 $$"], what="try")


def test_a_missing_program_is_the_hosts_fault(place: Place) -> None:
    with pytest.raises(HostError, match="no-such-program is missing; run `apt-get install"):
        command.run(["no-such-program"], what="try")
    with pytest.raises(HostError, match="no-such-tool is missing"):
        command.make(["no-such-tool"], what="", place=place)
