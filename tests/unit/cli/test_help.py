# SPDX-License-Identifier: MIT
"""What holds for every command."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bench.cli.main import PANELS, app
from bench.errors import BenchError
from tests import ROOT
from tests.unit.cli.conftest import Bench

COMMANDS = [module.__name__.rpartition(".")[2] for of in PANELS.values() for module in of]


@pytest.mark.parametrize("name", [*COMMANDS, "images refresh"])
def test_help_has_examples_that_fit_a_terminal(name: str) -> None:
    result = CliRunner().invoke(app, [*name.split(), "--help"], terminal_width=80)
    assert result.exit_code == 0
    _, examples = result.output.split("Examples:")
    for line in examples.strip().splitlines():
        assert line.strip().startswith(("bench ", "echo ")), "an example is broken"


def test_help_names_every_command() -> None:
    said = CliRunner().invoke(app, ["--help"]).output
    for name in (*COMMANDS, "images"):
        assert f"│ {name} " in said


def test_the_page_has_every_command() -> None:
    page = (ROOT / "docs/commands.md").read_text()
    for name in (*COMMANDS, "images"):
        assert f"\n### bench {name}\n" in page


def test_without_a_command_there_is_help() -> None:
    assert "Usage: bench" in CliRunner().invoke(app, []).output


def test_a_command_misspelt_is_suggested() -> None:
    result = CliRunner().invoke(app, ["bot"])
    assert result.exit_code == 2
    assert "Did you mean 'boot'?" in result.output


def test_a_mistake_is_a_line_and_no_traceback(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise BenchError("it is wrong [x]", hint="mend it", where="a.py:1")

    monkeypatch.setattr("bench.project.find_root", fail)
    result = bench("list")
    assert (result.exit_code, result.output) == (2, "a.py:1: it is wrong [x]; mend it\n")


def test_a_mistake_is_named_as_it_is_seen_from_here(
    bench: Bench, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "machines/pc-i386.yaml").write_text("extends: pc\nbord: pc\n")
    monkeypatch.chdir(project / "tests")
    for words in (["list"], ["machines"], ["plan", "pc-i386", "hello"], ["run"]):
        assert bench(*words).stderr.startswith("../machines/pc-i386.yaml:2: bord")
