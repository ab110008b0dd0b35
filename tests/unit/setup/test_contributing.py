# SPDX-License-Identifier: MIT
"""CONTRIBUTING.md names files and targets that are there."""

from __future__ import annotations

import re

from tests import ROOT

TEXT = (ROOT / "CONTRIBUTING.md").read_text()
QUOTED = re.findall(r"`([^`\n]+)`", TEXT)
COMMANDS = re.findall(r"^ {4}(\S.*?)(?: +#.*)?$", TEXT, re.MULTILINE) + QUOTED
MINE = "machines/mine.yaml"
"""What a reader is about to write."""


def test_each_path_is_there() -> None:
    words = {word for command in COMMANDS for word in command.split()}
    paths = {word for word in words if re.fullmatch(r"[\w.-]+/[\w./-]*", word)} - {MINE}
    assert len(paths) > 30
    assert {path for path in paths if not (ROOT / path).exists()} == set()


def test_each_target_is_in_the_makefile() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = [command.split()[1:] for command in COMMANDS if command.startswith("make ")]
    assert len(named) > 5
    assert {target for words in named for target in words} <= targets


def test_each_layer_that_has_kinds_has_a_file_for_the_one_to_copy() -> None:
    folders = [*(ROOT / "bench").rglob("kinds"), ROOT / "bench/definitions/needs"]
    assert [folder for folder in folders if not (folder / "dos.py").is_file()] == []
