# SPDX-License-Identifier: MIT
"""What is said of each file in `broken/`: `broken.txt` holds the lines, word for word."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.definitions.loader import check_machines, load_machine, load_machines
from bench.definitions.reading.problem import DefinitionError

HERE = Path(__file__).parent
BROKEN = Path("broken")
SOUND = {"base-pc", "base-virt", "screenless"}


def expected() -> dict[str, list[str]]:
    """The lines that are said of each file."""
    sections = (HERE / "broken.txt").read_text().split("== ")[1:]
    return {name: lines for name, *lines in map(str.splitlines, sections)}


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HERE)


def test_every_file_has_its_lines() -> None:
    assert sorted(expected()) == sorted(path.stem for path in (HERE / BROKEN).iterdir())
    assert {name for name, lines in expected().items() if not lines} == SOUND


@pytest.mark.parametrize("name", sorted(expected().keys() - SOUND))
def test_broken(name: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        load_machine(name, BROKEN)
    assert str(caught.value).splitlines() == expected()[name]


@pytest.mark.parametrize("name", sorted(SOUND))
def test_sound(name: str) -> None:
    assert load_machine(name, BROKEN).name == name


def test_the_folder_names_each_mistake_once() -> None:
    lines = [str(problem) for problem in check_machines(BROKEN)]
    assert sorted(lines) == sorted({line for lines in expected().values() for line in lines})
    with pytest.raises(DefinitionError) as caught:
        load_machines(BROKEN)
    assert str(caught.value).splitlines() == lines


def test_no_line_is_overlong() -> None:
    longest = max((line for lines in expected().values() for line in lines), key=len)
    assert len(longest) < 200, longest
