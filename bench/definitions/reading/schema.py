# SPDX-License-Identifier: MIT
"""The JSON Schema of machine files, for editors.

`python -m bench.definitions.reading.schema` writes it.

It follows draft 7 (https://json-schema.org/draft-07/json-schema-validation), the newest
that editors' YAML support implements in full.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from bench.definitions.machine import Machine
from bench.definitions.reading.inheritance import KEY
from bench.definitions.words import NAME

FILE = Path("machines/machine.schema.json")
"""Where the schema is kept, from the top of the project."""

EXTENDS = {
    "type": "string",
    "pattern": f"^{NAME}$",
    "description": (
        "Another machine, that states whatever this file does not. "
        "Mappings are completed key by key; lists and everything else are replaced."
    ),
    "examples": ["pc"],
}


class _Untitled(GenerateJsonSchema):
    """Leaves out titles that only repeat the key."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def schema() -> dict[str, Any]:
    """The schema of what a file may hold, without the rules of what goes together."""
    machine = Machine.model_json_schema(
        ref_template="#/definitions/{model}", schema_generator=_Untitled
    )
    parts = machine.pop("$defs")
    properties = machine.pop("properties")
    del properties["name"]
    required = [key for key in machine.pop("required") if key != "name"]
    screen = parts["Screen"].pop("required")  # an heir may change a part of a screen
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        **machine,
        "description": "A machine that tests run on.",
        "properties": {KEY: EXTENDS, **properties},
        "if": {"not": {"required": [KEY]}},
        "then": {
            "required": required,
            "properties": {"screen": {"required": screen}},
        },
        "definitions": parts,
    }


def schema_text() -> str:
    """The schema as its file holds it."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    FILE.write_text(schema_text(), encoding="utf-8")
