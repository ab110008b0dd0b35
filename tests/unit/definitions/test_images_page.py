# SPDX-License-Identifier: MIT
"""The page on images says what the models say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bench.definitions.images.image import Image
from bench.definitions.images.loader import load_image
from bench.definitions.reading.schema import schema
from tests import ROOT

PAGE = (ROOT / "docs/foreign.md").read_text()
SCHEMA = schema(Image)
PARTS = SCHEMA["definitions"]
TABLES = {
    "### Keys": (SCHEMA["properties"], SCHEMA["then"]["required"]),
    "### Where a file comes from": (PARTS["Origin"]["properties"], []),
    "### How a guest passes": (PARTS["Passes"]["properties"], []),
    "### An entry of a menu": (PARTS["Entry"]["properties"], PARTS["Entry"]["required"]),
}


@pytest.mark.parametrize("heading", TABLES)
def test_keys(heading: str) -> None:
    properties, needed = TABLES[heading]
    table = PAGE.split(f"{heading}\n")[1].split("|---|---|---|\n")[1].split("\n\n")[0].splitlines()
    rows = [line.strip("| ").split(" | ") for line in table]
    assert [row[0] for row in rows] == [f"`{key}`" for key in properties]
    for name, need, says in rows:
        value = properties[name.strip("`")]
        assert (need == "yes") == (name.strip("`") in needed), name
        words = {word for word in value.get("enum", []) if f"`{word}`" not in says}
        assert not words, name


def test_the_example_is_right(tmp_path: Path) -> None:
    (example,) = re.findall(r"```yaml\n(# .*?)```", PAGE, re.DOTALL)
    (tmp_path / "example.yaml").write_text(example)
    assert load_image("example", tmp_path).kind == "pflash"
