# SPDX-License-Identifier: MIT
"""Documents lead to what is there: files, headings, commands and their options."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.main import get_command

from bench.cli.main import app
from tests import ROOT

TOPS = ("docs", "kernels", "payloads", "tests")
DOCUMENTS = sorted(
    [*ROOT.glob("*.md"), *(file for top in TOPS for file in (ROOT / top).rglob("*.md"))]
)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"^(?: {4}|\t)(.*)$|`([^`\n]+)`", re.MULTILINE)
COMMON = {"--help", "--version"}


def names() -> list[str]:
    return [str(file.relative_to(ROOT)) for file in DOCUMENTS]


def anchors(file: Path) -> set[str]:
    """The headings of a document, as a link names them."""
    headings = re.findall(r"^#+ +(.*)$", file.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", names())
def test_links_lead_somewhere(name: str) -> None:
    document = ROOT / name
    lost = []
    for link in LINK.findall(document.read_text()):
        path, _, anchor = link.partition("#")
        if "://" in path:
            continue
        file = (document.parent / path).resolve() if path else document
        if not file.exists() or (anchor and anchor not in anchors(file)):
            lost.append(link)
    assert lost == []


def commands(text: str) -> Iterator[list[str]]:
    """The words of each `bench …` that a document shows, without the program's name."""
    for block, quoted in CODE.findall(text):
        for part in re.split(r"&&|[|;]", re.sub(r"\s#.*", "", block or quoted)):
            try:
                words = shlex.split(part)
            except ValueError:  # half a line of a program
                continue
            if words[:1] == ["bench"] and len(words) > 1:
                yield words[1:]


@pytest.mark.parametrize("name", names())
def test_commands_and_options_are_there(name: str) -> None:
    known = get_command(app).commands  # type: ignore[attr-defined]
    wrong = []
    for command, *words in commands((ROOT / name).read_text()):
        if not re.fullmatch(r"[a-z]+", command):
            continue  # `bench …`, or an option
        if command not in known:
            wrong.append(f"bench {command}")
            continue
        every = [known[command], *getattr(known[command], "commands", {}).values()]
        options = COMMON.union(*(param.opts for one in every for param in one.params))
        wrong += [
            f"bench {command} {word}"
            for word in words
            if word.startswith("-") and word.partition("=")[0] not in options
        ]
    assert wrong == []


def test_the_map_leads_to_every_document() -> None:
    """In two steps at most."""
    first = {(ROOT / "docs" / link).resolve() for link in links(ROOT / "docs/README.md")}
    second = {(file.parent / link).resolve() for file in first for link in links(file)}
    pages = {file.resolve() for file in (ROOT / "docs").rglob("*.md")}
    lost = pages - first - second - {ROOT / "docs/README.md"}
    assert {
        str(file.relative_to(ROOT)) for file in lost if "submissions" not in file.parts
    } == set()


def links(file: Path) -> list[str]:
    if file.suffix != ".md" or not file.is_file():
        return []
    return [link.partition("#")[0] for link in LINK.findall(file.read_text()) if "://" not in link]
