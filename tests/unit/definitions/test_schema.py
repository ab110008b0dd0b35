# SPDX-License-Identifier: MIT
"""The schema that editors complete and check machines by."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from bench.cli.schemas import KINDS
from bench.definitions.machine import Machine
from bench.definitions.reading.document import read_document
from bench.definitions.reading.keys import keys_of, parts_of
from bench.definitions.reading.schema import schema, schema_text
from tests import ROOT

BROKEN = Path(__file__).parent / "broken"

BEYOND = {
    *("acpi-off", "console-name-twice", "consoles-too-many", "cpus-beyond-gicv2"),
    *("debug-exit-on-arm", "gic-on-a-pc", "host-cpu-by-tcg", "pl011-on-a-pc"),
    *(
        "board-of-another",
        "card-first",
        "screen-incomplete",
        "screen-outside-ram",
        "screen-beyond-end",
        "vga-elsewhere",
    ),
    *("vga-on-microvm", "heir-clashes", "heir-of-size", "size-too-large"),
    *(
        "devices-on-microvm",
        "semihosting-option",
        "option-has-a-key",
        "option-writes-file",
        "key-twice",
        "key-not-a-word",
    ),
    *("dos-on-arm", "dos-on-microvm", "multiboot-on-microvm"),
    *("board-misspelt", "board-unknown-asked", "ram-at-of-known", "uart-of-any-board"),
    *("line-of-a-chip", "lines-backwards", "screen-of-nowhere"),
    *("device-twice", "device-by-another-name", "device-of-the-host", "device-key-injects"),
    "device-writes-file",
    *("device-of-a-key", "disk-device-of-the-host"),
    *("circle-a", "circle-b", "parent-is-itself", "parent-missing"),
}
"""Broken files that a schema cannot refuse: each value is one, and they clash."""

SOUND = {"base-pc", "base-virt", "screenless"}


def content(path: Path) -> Any:
    """What a file holds, as JSON."""
    return json.loads(json.dumps(read_document(path).root.plain()))


def readable() -> list[str]:
    """The broken files that are plain YAML."""
    unreadable = {
        *("alias", "binary", "deep", "empty", "heir-of-syntax", "latin-1", "list"),
        *("only-a-comment", "syntax", "tab", "tag", "two-documents", "unclosed"),
    }
    return sorted({path.stem for path in BROKEN.iterdir()} - unreadable)


def test_the_file_is_up_to_date() -> None:
    for file, kind in KINDS.items():
        assert (ROOT / file).read_text() == schema_text(kind), "run bench schema"


def test_it_is_a_schema() -> None:
    Draft7Validator.check_schema(schema(Machine))


@pytest.mark.parametrize("path", sorted((ROOT / "machines").glob("*.yaml")), ids=lambda p: p.stem)
def test_machines_fit(path: Path) -> None:
    Draft7Validator(schema(Machine)).validate(content(path))


@pytest.mark.parametrize("name", readable())
def test_broken_files_do_not(name: str) -> None:
    fits = Draft7Validator(schema(Machine)).is_valid(content(BROKEN / f"{name}.yaml"))
    assert fits == (name in BEYOND | SOUND)


def test_an_heir_needs_less() -> None:
    validator = Draft7Validator(schema(Machine))
    assert validator.is_valid({"extends": "pc", "screen": {"rows": 50}})
    assert not validator.is_valid({"summary": "A PC", "cpus": 1})


def test_every_key_is_described() -> None:
    found = schema(Machine)
    assert list(found["properties"]) == ["extends", *keys_of(Machine)]
    objects = [found, *found["definitions"].values()]
    assert len(objects) == 1 + len(parts_of(Machine))
    for properties in (part["properties"] for part in objects):
        for key, value in properties.items():
            assert value.get("description"), key
            assert value.get("examples"), key
