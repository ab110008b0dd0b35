# SPDX-License-Identifier: MIT
"""`-t` means the same to avocado and to `bench list`: for every cell, and every key."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from avocado.core.tags import filter_tags_on_runnables

from bench.avocado import resolver
from bench.cells.cell import Cell
from bench.cells.expand import cells_of
from bench.cells.reading.neighbours import test_files as files_of_tests
from bench.cells.tags import accepted, tags_of
from bench.definitions.loader import load_machines
from bench.definitions.machine import Machine
from tests import ROOT

KEYS = {"arch", "boots", "claim", "device", "linux", "machine", "screen"}
FILTERS = [
    *("arch:x86_64", "boots:go", "claim:E-09", "device:edu", "linux:6.12", "machine:q35"),
    *("screen:vga", "device:none", "claim:E-09,claim:E-42", "device:edu,device:virtio-rng"),
    *("arch:aarch64,device:-edu", "arch:x86_64,-screen:vga,-machine:q35", "arch:i386,boots:dos"),
]
NEGATED = [f"-{text}" for text in FILTERS[:8]] + [text.replace(":", ":-") for text in FILTERS[:8]]


@pytest.fixture(scope="module")
def machines() -> dict[str, Machine]:
    return load_machines(ROOT / "machines")


@pytest.fixture
def read(machines: dict[str, Machine], monkeypatch: pytest.MonkeyPatch) -> list[Cell]:
    """Every cell of this project; its files are read once."""
    once = cache(lambda file: cells_of(file, machines, ROOT))
    monkeypatch.setattr(resolver, "cells_of", lambda file, *_: once(file))
    monkeypatch.chdir(ROOT)
    return [cell for file in _files() for cell in once(file)]


def _files() -> list[Path]:
    return list(files_of_tests(ROOT / "tests", ROOT))


@pytest.fixture
def taken(read: list[Cell]) -> Callable[..., list[str]]:
    """The names of the cells that avocado takes with filters."""

    def names(*filters: str) -> list[str]:
        found = resolver.CellResolver({"filter.by_tags.tags": list(filters)})
        resolved = [found.resolve(str(file.relative_to(ROOT))) for file in _files()]
        return [runnable.uri for runnable in filter_tags_on_runnables(resolved, list(filters))]

    return names


def test_every_cell_has_every_key(read: list[Cell], machines: dict[str, Machine]) -> None:
    found = [tags_of(cell, machines[cell.machine]) for cell in read]
    assert len(found) > 2000
    assert {frozenset(tags) for tags in found} == {frozenset(KEYS)}


@pytest.mark.parametrize("text", [*FILTERS, *NEGATED])
def test_avocado_takes_what_bench_lists(
    read: list[Cell], machines: dict[str, Machine], taken: Callable[..., list[str]], text: str
) -> None:
    listed = [
        cell.name
        for cell in read
        if accepted(tags_of(cell, machines[cell.machine]), [text])
        and (not machines[cell.machine].only_when_named or f"machine:{cell.machine}" == text)
    ]
    assert taken(text) == listed
    assert bool(listed) is (text not in {"device:none"})


def test_any_of_several_filters_will_do(taken: Callable[..., list[str]]) -> None:
    either = taken("claim:E-09", "device:edu")
    assert set(either) == {*taken("claim:E-09"), *taken("device:edu")}
