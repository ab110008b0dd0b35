# SPDX-License-Identifier: MIT
"""Commands that messages, docstrings and pages advise are there, as are their options."""

from __future__ import annotations

import ast
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

import bench
from bench.cli.main import app
from tests import ROOT

BENCH = Path(bench.__file__).parent
HOME = BENCH / "host/advice.py"
SOURCES = [file for file in sorted(BENCH.rglob("*.py")) if "skeletons" not in file.parts]
TARGETS = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
COMMAND: Any = typer.main.get_command(app)


def strings(file: Path, *, alone: bool) -> Iterator[str]:
    """The strings of a source, or those that stand alone: docstrings. What is put in is `X`."""
    nodes = [*ast.walk(ast.parse(file.read_text(encoding="utf-8")))]
    docs = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    whole = [node for node in nodes if isinstance(node, ast.JoinedStr)]
    parts = {id(part) for node in whole for part in node.values}
    for node in nodes:
        if (id(node) in docs) == alone and id(node) not in parts:
            yield from _text(node)


def _text(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.JoinedStr):
        yield "".join("".join(_text(part)) or "X" for part in node.values)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def advised(text: str) -> Iterator[str]:
    """The commands in a text: between backticks; or all of it."""
    yield from re.findall(r"`((?:bench|make) [^`]+)`", text)
    if re.match(r"bench \S", text):
        yield text


def wrong(command: str) -> str:
    """What is wrong with a command; nothing if it is there, with its options."""
    program, *words = shlex.split(re.split(r" \\?\| ", command)[0])
    if program == "make":
        return "" if words[0] in TARGETS else f"no target {words[0]}"
    found = COMMAND
    while words and not words[0].startswith("-") and (commands := getattr(found, "commands", {})):
        if words[0] not in commands:
            return "" if words[0] == "COMMAND" else f"no command {words[0]}"
        found = commands[words.pop(0)]
    known = {option for each in found.params for option in (*each.opts, *each.secondary_opts)}
    unknown = {word for word in words if word.startswith("-")} - known - {"--help"}
    return f"no option {', '.join(unknown)}" if unknown else ""


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        ("bench templates --clear", ""),
        ("bench templates clear --clean", "no option --clean"),
        ("bench refresh", "no command refresh"),
        ("bench images renew", "no command renew"),
        ("make setup", ""),
        ("make sunshine", "no target sunshine"),
    ],
)
def test_what_is_wrong_is_found(command: str, reason: str) -> None:
    assert wrong(command) == reason


def test_what_messages_and_docstrings_advise_is_there() -> None:
    found = [
        (command, wrong(command))
        for file in SOURCES
        for alone in (False, True)
        for text in strings(file, alone=alone)
        for command in advised(text)
        if not (alone and command.startswith("make "))  # of Linux, of a test's folder
    ]
    assert len(found) > 60
    assert [each for each in found if each[1]] == []


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "docs/commands.md"])
def test_what_pages_advise_is_there(page: str) -> None:
    text = (ROOT / page).read_text()
    lines = re.findall(r"^ {4}(?:\$ )?(bench .*?)(?: {2,}#.*)?$", text, re.MULTILINE)
    commands = [*lines, *(command for command in advised(text))]
    assert commands
    assert [(each, wrong(each)) for each in commands if wrong(each)] == []


def test_a_command_in_a_message_stands_between_backticks() -> None:
    loose = re.compile(rf"(?<!the )(?<![`.\w/-])bench (?:{'|'.join(COMMAND.commands)})\b")
    found = [
        text
        for file in SOURCES
        for text in strings(file, alone=False)
        if loose.search(text) and not re.match(r"(?:bench|echo) ", text)
    ]
    assert found == []


def test_advice_has_one_home() -> None:
    elsewhere = [
        (str(file.relative_to(BENCH)), text)
        for file in SOURCES
        if file != HOME
        for text in strings(file, alone=False)
        if re.search(r"`(?:bench|make|apt-get|pip) |apt(?:-get)? install", text)
        and "\n" not in text  # a page's
    ]
    assert elsewhere == []
    near = [
        str(file.relative_to(BENCH)) for file in SOURCES if "get_close_matches" in file.read_text()
    ]
    assert near == ["text.py"]
