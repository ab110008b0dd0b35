# SPDX-License-Identifier: MIT
"""The JSON Schemas of definitions, for editors; `bench schema` writes them.

It follows draft 7 (https://json-schema.org/draft-07/json-schema-validation), the newest
that editors' YAML support implements in full.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from bench.definitions.reading.inheritance import KEY
from bench.definitions.strict import Definition
from bench.definitions.words import NAME

EXTENDS = {
    "type": "string",
    "pattern": f"^{NAME}$",
    "description": (
        "Another one of its kind, that states whatever this file does not. "
        "Mappings are completed key by key; lists and everything else are replaced."
    ),
    "examples": ["pc"],
}


class _Untitled(GenerateJsonSchema):
    """Leaves out titles that only repeat the key."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def schema(kind: type[Definition]) -> dict[str, Any]:
    """The schema of what a file may hold, without the rules of what goes together."""
    whole = kind.model_json_schema(ref_template="#/definitions/{model}", schema_generator=_Untitled)
    parts = whole.pop("$defs", {})
    properties = whole.pop("properties")
    del properties["name"]
    required = [key for key in whole.pop("required") if key != "name"]
    of_parts = {}
    if "Screen" in parts:  # an heir may change a part of a screen
        of_parts = {"properties": {"screen": {"required": parts["Screen"].pop("required")}}}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        **whole,
        "description": (kind.__doc__ or "").partition("\n")[0],
        "properties": {KEY: EXTENDS, **properties},
        "if": {"not": {"required": [KEY]}},
        "then": {"required": required, **of_parts},
        "definitions": parts,
    }


def schema_text(kind: type[Definition]) -> str:
    """The schema as its file holds it."""
    return json.dumps(schema(kind), indent=2, ensure_ascii=False) + "\n"
