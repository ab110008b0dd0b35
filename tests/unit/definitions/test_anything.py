# SPDX-License-Identifier: MIT
"""Whatever a file holds, loading it gives a machine or a list of mistakes."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from bench.definitions.loader import load_machine
from bench.definitions.machine import Machine
from bench.definitions.reading.keys import keys_of, parts_of
from bench.definitions.reading.problem import DefinitionError
from bench.definitions.reading.schema import schema
from tests.unit.definitions.conftest import PC

WORDS = [
    *("pc", "q35", "microvm", "virt", "x86_64", "aarch64", "max", "host", "kvm", "gicv3"),
    *(
        "go",
        "linux",
        "dos",
        "multiboot",
        "vga",
        "memory",
        "board",
        "pci",
        "isa",
        "16550",
        "pl011",
        "psci",
        "acpi",
    ),
    *("debug-exit", "256M", "2G", "0xb8000", "serial0", "on", "off", "heir", "../x", "a,b"),
]
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(WORDS),
    st.sampled_from([1, 4, 25, 80, 16550, 0xB8000, 0x4F000000]),
)
KEYS = [
    *("extends", "name", "<<"),
    *keys_of(Machine),
    *(key for model in parts_of(Machine).values() for key in keys_of(model)),
]
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=5), inner, max_size=4)
    ),
    max_leaves=8,
)
SOUND = yaml.safe_load(PC)
FRAGMENTS = ["\n", " ", ": ", "- ", "[", "]", "{", "}", "&a ", "*a", "!!int ", "? ", "'", '"', "\t"]
MARKUP = st.lists(st.sampled_from([*FRAGMENTS, "#", "|", ">", "---", "%YAML", "\\u", *KEYS]))

FITS = Draft7Validator(schema(Machine))
FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with something to extend, and an heir of the file under test."""
    (tmp_path / "pc.yaml").write_text(PC)
    (tmp_path / "heir.yaml").write_text("extends: x\n")
    return tmp_path


def loaded(name: str, folder: Path) -> Machine | DefinitionError:
    """What comes of loading; anything else than these two is an error of the loader."""
    try:
        return load_machine(name, folder)
    except DefinitionError as error:
        return error


def outcome(folder: Path, data: bytes) -> Machine | None:
    """Load `data` and its heir in good time; mistakes must be told in a line each."""
    (folder / "x.yaml").write_bytes(data)
    start = time.process_time()
    results = [loaded(name, folder) for name in ("heir", "x")]
    assert time.process_time() - start < 2
    for error in results:
        if isinstance(error, DefinitionError):
            lines = str(error).split("\n")
            assert len(lines) == len(error.problems) > 0
            assert all(line.isprintable() and "; " in line for line in lines)
    return results[1] if isinstance(results[1], Machine) else None


@FOLDER
@given(st.binary(max_size=300))
def test_bytes(folder: Path, data: bytes) -> None:
    outcome(folder, data)


@FOLDER
@given(st.text(max_size=300) | MARKUP.map("".join))
@example('a: "\\UFFFFFFFF"')
@example('a: "\\ud800"')
@example("? " * 8000)
@example("a: " + "{a: " * 4000)
@example("".join(f"k{i}: 1\n" for i in range(1500)))
@example("boots: [" + "x, " * 5000 + "]")
@example("&a [*a]")
@example("cpus: " + "9" * 5000)
def test_text(folder: Path, text: str) -> None:
    outcome(folder, text.encode("utf-8", "surrogatepass"))


@FOLDER
@given(st.dictionaries(st.sampled_from(KEYS), VALUES) | VALUES)
def test_structures(folder: Path, value: Any) -> None:
    outcome(folder, yaml.safe_dump(value, allow_unicode=True).encode("utf-8", "surrogatepass"))


@FOLDER
@given(st.dictionaries(st.sampled_from([*keys_of(Machine)]), VALUES, max_size=3))
@example({"not-modelled": [10**30]})
@example({"summary": float("inf")})
def test_whatever_loads_also_fits_the_schema(folder: Path, changes: dict[str, Any]) -> None:
    value = {**SOUND, **changes}
    if outcome(folder, yaml.safe_dump(value).encode()) is not None:
        FITS.validate(value)
