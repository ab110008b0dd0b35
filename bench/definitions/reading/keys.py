# SPDX-License-Identifier: MIT
"""The keys that a file may hold, taken from the models."""

from __future__ import annotations

from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from bench.definitions.rules.mistake import Location
from bench.definitions.strict import Definition, kebab

Model = type[BaseModel]


def keys_of(model: Model) -> dict[str, FieldInfo]:
    """The fields of a model by their keys; a definition's name is not in its file."""
    return {
        kebab(name): info
        for name, info in model.model_fields.items()
        if not (name == "name" and issubclass(model, Definition))
    }


def parts_of(model: Model) -> dict[str, Model]:
    """The models of the values that have keys of their own, by the keys that hold them."""
    found = {key: _model_in(info.annotation) for key, info in keys_of(model).items()}
    return {key: part for key, part in found.items() if part}


def model_at(at: Location, whole: Model) -> Model:
    """The model whose key the last step of a location is, from the top of a file."""
    model, keys = whole, [step for step in at[:-1] if isinstance(step, str)]
    for key in keys:
        model = parts_of(model).get(key, model)
    return model


def required(model: Model) -> dict[str, Any]:
    """The keys that a model cannot do without, each with an example."""
    return {
        key: (info.examples or [None])[0]
        for key, info in keys_of(model).items()
        if info.is_required()
    }


def _model_in(annotation: Any) -> Model | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_model_in, get_args(annotation))), None)
