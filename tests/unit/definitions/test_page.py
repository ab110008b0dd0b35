# SPDX-License-Identifier: MIT
"""The page on machines says what the models say."""

from __future__ import annotations

import re
from typing import Any

import pytest

from bench.architectures.registry import BOARDS
from bench.definitions.device import NAMED
from bench.definitions.loader import load_machine
from bench.definitions.machine import Machine
from bench.definitions.reading.schema import schema
from tests import ROOT
from tests.unit.definitions.conftest import Write

PAGE = (ROOT / "docs/machines.md").read_text()
SCHEMA = schema(Machine)
WHOLE = SCHEMA["then"]
CONSOLE, SCREEN, DEVICE = (SCHEMA["definitions"][each] for each in ("Console", "Screen", "Device"))
PARTS = {
    "## Keys": (SCHEMA["properties"], WHOLE["required"]),
    "### A console": (CONSOLE["properties"], CONSOLE["required"]),
    "### A device": (DEVICE["properties"], DEVICE["required"]),
    "### The screen": (SCREEN["properties"], WHOLE["properties"]["screen"]["required"]),
}
"""The keys that each table lists, and those that are needed."""


def rows(heading: str) -> dict[str, list[str]]:
    """The cells of each row of the first table under a heading, by what stands in backticks."""
    table = PAGE.split(f"{heading}\n\n")[1].split("\n\n")[0]
    lines = [line.strip("| ").split(" | ") for line in table.splitlines()[2:]]
    return {name: cells for cells in lines for name in re.findall("`([^`]+)`", cells[0])}


def choices(value: dict[str, Any]) -> set[str]:
    """The words that a key may hold, where they are given."""
    of_items = choices(value["items"]) if "items" in value else set()
    either = [*value.get("anyOf", []), *value.get("oneOf", [])]
    of_either = {word for part in either for word in choices(part)}
    return {str(word) for word in value.get("enum", [])} | of_items | of_either


@pytest.mark.parametrize("heading", PARTS)
def test_keys(heading: str) -> None:
    properties, needed = PARTS[heading]
    table = rows(heading)
    assert list(table) == list(properties)
    for key, (_, need, says) in table.items():
        value = properties[key]
        assert need.startswith("yes") == (key in needed), key
        assert f"`{value.get('default')}`" in need or not value.get("default"), key
        untold = {word for word in choices(value) if f"`{word}`" not in says + need}
        assert key in {"devices", "exit"} or not untold, key  # which have tables of their own


def test_boards() -> None:
    table = rows("## What each board carries")
    boards = {board.name: board for board in BOARDS}
    assert set(table) == set(boards)
    for name, (_, uarts, screen, exits) in table.items():
        board = boards[name]
        room = [f"{count} x {uart} on {on}" for (uart, on), count in board.uarts.items()]
        assert uarts == ", ".join(room), name
        assert screen == ("`vga`, `memory`" if board.vga else "`memory`"), name
        assert exits == ", ".join(f"`{way}`" for way in board.exits), name


def test_devices() -> None:
    assert set(rows("### Devices")) == choices(SCHEMA["properties"]["devices"])
    assert choices(SCHEMA["properties"]["devices"]) == set(NAMED)
    assert [board.name for board in BOARDS if not board.pci] == ["microvm"]
    assert "PCI bus take them: all but `microvm`" in PAGE


def test_exits() -> None:
    assert set(rows("### How a guest ends")) == choices(SCHEMA["properties"]["exit"])


def test_examples(write: Write) -> None:
    whole, devices, other, heir = re.findall(r"```yaml\n(# .*?)```", PAGE, re.DOTALL)
    folder = write(whole=whole, other=other, heir=heir, devices=devices)
    assert load_machine("whole", folder).board == "virt"
    assert not load_machine("other", folder).board_facts.known
    assert load_machine("devices", folder).has_network
    assert load_machine("heir", folder).cpus == 4
