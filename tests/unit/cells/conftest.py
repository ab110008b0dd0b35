# SPDX-License-Identifier: MIT
"""A project of a few machines and test files, for the tests of this folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from bench.definitions.machine import Machine

COMMON = {"summary": "For tests.", "cpu": "max", "memory": "256M"}
PC = {
    **COMMON,
    "consoles": ({"name": "serial0", "uart": "16550"},),
    "screen": {"kind": "vga", "at": 0xB8000},
}
VIRT = {
    **COMMON,
    "board": "virt",
    "architecture": "aarch64",
    "interrupts": "gicv2",
    "consoles": ({"name": "serial0", "uart": "pl011"},),
}
EVERY = (
    {**PC, "name": "q35", "board": "q35", "architecture": "x86_64", "boots": ("go", "linux")},
    {**PC, "name": "pc-i386", "board": "pc", "architecture": "i386", "boots": ("go",)},
    {**VIRT, "name": "virt", "boots": ("go", "linux")},
)


CHECKED = {**EVERY[0], "name": "q35-checked", "boots": ("linux",), "only_when_named": True}


@pytest.fixture(scope="session")
def with_checked(machines: Mapping[str, Machine]) -> Mapping[str, Machine]:
    """The same, and one that has to be named."""
    return {**machines, "q35-checked": Machine.model_validate(CHECKED)}


@pytest.fixture(scope="session")
def machines() -> Mapping[str, Machine]:
    found = map(Machine.model_validate, EVERY)
    return {machine.name: machine for machine in found}


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes a test file into a project at `tmp_path` and returns its path."""

    def file(source: str, name: str = "tests/first.py") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source)
        return path

    return file
