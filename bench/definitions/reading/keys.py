# SPDX-License-Identifier: MIT
"""The keys that a file may hold, taken from the models."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from bench.definitions.console import Console
from bench.definitions.device import Device
from bench.definitions.machine import Machine
from bench.definitions.rules import Location
from bench.definitions.screen import Screen
from bench.definitions.strict import kebab

PARTS: dict[str, type[BaseModel]] = {"consoles": Console, "screen": Screen, "devices": Device}
"""The models of values that have keys of their own."""


def keys_of(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """The fields of a model by their keys; a machine's name is not in its file."""
    return {
        kebab(name): info
        for name, info in model.model_fields.items()
        if not (model is Machine and name == "name")
    }


def model_at(at: Location) -> type[BaseModel]:
    """The model whose key the last step of a location is."""
    return PARTS.get(str(at[0]), Machine) if len(at) > 1 else Machine


def required(model: type[BaseModel]) -> dict[str, Any]:
    """The keys that a model cannot do without, each with an example."""
    return {
        key: (info.examples or [None])[0]
        for key, info in keys_of(model).items()
        if info.is_required()
    }
