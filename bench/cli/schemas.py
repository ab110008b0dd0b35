# SPDX-License-Identifier: MIT
"""Where a project has the JSON Schemas of its definitions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench.definitions.images.image import Image
from bench.definitions.machine import Machine
from bench.definitions.reading.schema import schema_text
from bench.definitions.strict import Definition

KINDS: dict[Path, type[Definition]] = {
    Path("machines/machine.schema.json"): Machine,
    Path("images/image.schema.json"): Image,
}
"""The schema of each kind, from the project's root."""


def write_schemas(root: Path) -> Iterator[Path]:
    """Write the schemas of a project; gives the path of each, from the project's root."""
    for file, kind in KINDS.items():
        (root / file).parent.mkdir(exist_ok=True)
        (root / file).write_text(schema_text(kind), encoding="utf-8")
        yield file
