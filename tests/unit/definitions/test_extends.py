# SPDX-License-Identifier: MIT
"""Machines that build on others."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.definitions.loader import load_machine, load_machines
from bench.definitions.reading.document import Document, read_document
from bench.definitions.reading.problem import DefinitionError
from bench.definitions.screen import Screen
from tests.unit.definitions.conftest import Write

SCREEN = "screen: {kind: vga, at: 0xb8000, columns: 40, rows: 50}\n"


def test_an_heir_overrides(write: Write) -> None:
    folder = write(heir="extends: pc\nsummary: Another\ncpus: 2\nmemory: 1G\n")
    pc, heir = load_machine("pc", folder), load_machine("heir", folder)
    changes = {"name": "heir", "summary": "Another", "cpus": 2, "memory": 1 << 30}
    assert heir == pc.model_copy(update=changes)


def test_lists_replace(write: Write) -> None:
    folder = write(a="extends: pc\nexit: [acpi, pvpanic]\n", b="extends: a\nexit: [debug-exit]\n")
    assert load_machine("b", folder).exit == ("debug-exit",)


def test_mappings_are_completed(write: Write) -> None:
    folder = write(
        a=f"extends: pc\n{SCREEN}board-options: {{usb: on, hpet: off}}\n",
        b="extends: a\nscreen: {rows: 25}\nboard-options: {usb: off, vmport: on}\n",
    )
    heir = load_machine("b", folder)
    assert heir.screen == Screen(kind="vga", at=0xB8000, columns=40, rows=25)
    assert heir.board_options == {"usb": "off", "hpet": "off", "vmport": "on"}


def test_nothing_takes_away(write: Write) -> None:
    folder = write(a=f"extends: pc\n{SCREEN}", b="extends: a\nscreen:\n", c="extends: b\n")
    assert load_machine("a", folder).screen is not None
    assert load_machine("b", folder).screen is None
    assert load_machine("c", folder).screen is None


def test_what_was_taken_away_is_not_completed(write: Write) -> None:
    folder = write(
        a=f"extends: pc\n{SCREEN}",
        b="extends: a\nscreen:\n",
        c="extends: b\nscreen: {rows: 50}\n",
    )
    with pytest.raises(DefinitionError) as caught:
        load_machine("c", folder)
    assert [problem.line for problem in caught.value.problems] == [2]


def test_a_chain_has_an_end(write: Write) -> None:
    links = {f"m{i}": f"extends: m{i - 1}\n" for i in range(1, 10)}
    folder = write(m0="extends: pc\n", **links)
    assert load_machine("m7", folder).name == "m7"
    with pytest.raises(DefinitionError, match=r"m0\.yaml:1: extends: .* more than 8"):
        load_machine("m8", folder)


def test_a_circle_without_the_heir(write: Write) -> None:
    folder = write(a="extends: b\n", b="extends: c\n", c="extends: b\n")
    with pytest.raises(DefinitionError, match=r"c\.yaml:1: extends: .* b -> c -> b"):
        load_machine("a", folder)


def test_a_parent_of_many_is_read_once(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(**{f"m{i}": "extends: pc\n" for i in range(5)})
    read: list[Path] = []

    def reading(path: Path) -> Document:
        read.append(path)
        return read_document(path)

    monkeypatch.setattr("bench.definitions.reading.inheritance.read_document", reading)
    assert len(load_machines(folder)) == len(read) == 6


def test_the_blame_stays_with_the_parent(write: Write) -> None:
    folder = write(a="extends: pc\ncpus: 99\n", b="summary: B\nextends: a\ncpu: a,b\n")
    with pytest.raises(DefinitionError) as caught:
        load_machine("b", folder)
    assert [problem.where for problem in caught.value.problems] == [
        f"{folder}/a.yaml:2",
        f"{folder}/b.yaml:3",
    ]
