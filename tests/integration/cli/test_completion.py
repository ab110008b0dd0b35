# SPDX-License-Identifier: MIT
"""Completion, as bash asks for it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bench.cli.names.bash import joined
from tests.unit.cli.test_listing import KERNEL, SYSTEM

Complete = Callable[..., list[str]]

ASK = """\
source <(bench --show-completion bash)
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
_bench_completion bench
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.fixture
def complete(project: Path, tmp_path: Path) -> Complete:
    """What bash offers for the last of the words that it makes of a line."""
    program = tmp_path / "bench"
    program.write_text(f"#!{sys.executable}\nfrom bench.cli.main import main\nmain()\n")
    program.chmod(0o755)
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}

    def ask(*words: str) -> list[str]:
        said = subprocess.run(
            ["bash", "-c", ASK, "-", "bench", *words],
            capture_output=True,
            text=True,
            check=True,
            env=environment,
        )
        assert said.stderr == ""
        return said.stdout.split()

    return ask


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["pl"], ["plan"]),
        (["machines", "p"], ["pc", "pc-i386"]),
        (["boot", "vi"], ["virt"]),
        (["boot", "pc", ""], ["linux", "hello", "hello.com"]),
        (["run", "te"], [*KERNEL, *SYSTEM]),
        (["plan", "tests/first.py", ":", "S"], ["System.test_shell[pc]"]),
        (["list", "tests/first.py", ":"], [name.split(":")[1] for name in (*KERNEL, *SYSTEM)]),
        (
            ["run", "tests/first.py", ":", "Kernel", "tests/first.py", ":", "Sys"],
            ["System.test_shell[pc]"],
        ),
        (["list", "-t", "claim", ":"], ["E-08"]),
        (["list", "-t", "mach"], [f"machine:{name.split('[')[1][:-1]}" for name in KERNEL]),
        (["explain", "tests/first.py", ":", "S"], ["System.test_shell"]),
        (["explain", "tests/first.py", "v"], ["virt"]),
    ],
)
def test_what_is_offered(complete: Complete, words: list[str], offered: list[str]) -> None:
    assert complete(*words) == offered


def test_a_mistake_in_the_project_is_no_answer(complete: Complete, project: Path) -> None:
    (project / "machines/pc.yaml").write_text("board: pc\n")
    assert complete("list", "te") == []
    assert complete("machines", "pc-") == ["pc-i386"]


def test_outside_of_a_project_nothing_is_offered(
    complete: Complete, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir("/")
    assert complete("machines", "") == []


@pytest.mark.parametrize(
    ("words", "typed"),
    [
        (["bench", "run", "a.py"], ["bench", "run", "a.py"]),
        (["a.py", ":", "A", "b.py", ":"], ["a.py:A", "b.py:"]),
        (["-t", "arch", ":", "x", ""], ["-t", "arch:x", ""]),
    ],
)
def test_words_around_a_colon_are_one(words: list[str], typed: list[str]) -> None:
    assert joined(words) == typed
