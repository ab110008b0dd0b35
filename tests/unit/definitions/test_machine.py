# SPDX-License-Identifier: MIT
"""A machine as a value."""

from __future__ import annotations

import pickle
from typing import Any

import pytest
from pydantic import ValidationError

from bench.definitions.console import Console
from bench.definitions.machine import Machine

FIELDS: dict[str, Any] = {
    "name": "small",
    "summary": "A PC",
    "architecture": "x86_64",
    "board": "pc",
    "cpu": "max",
    "memory": 16 * 1024**2,
    "boots": ("go",),
    "consoles": (Console(name="serial0", uart="16550"),),
}


def test_what_is_not_said() -> None:
    machine = Machine(**FIELDS)
    assert (machine.cpus, machine.accelerator, machine.interrupts) == (1, "auto", None)
    assert (machine.screen, machine.exit, machine.board_options) == (None, (), {})
    assert (machine.not_modelled, machine.raw_qemu_options) == ((), ())
    assert machine.consoles[0].on == "board"
    assert not machine.only_when_named


def test_it_does_not_change() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Machine(**FIELDS).cpus = 2


def test_equal_machines_are_one_in_a_set() -> None:
    fields = {**FIELDS, "board_options": {"usb": "on"}}
    assert len({Machine(**fields), Machine(**fields)}) == 1


def test_it_survives_pickling_and_its_own_dump() -> None:
    machine = Machine(**FIELDS)
    assert pickle.loads(pickle.dumps(machine)) == machine
    assert Machine.model_validate(machine.model_dump()) == machine
    assert Machine.model_validate_json(machine.model_dump_json(by_alias=True)) == machine


@pytest.mark.parametrize(
    ("size", "size_in_bytes"), [("1M", 1 << 20), ("2G", 2 << 30), ("65536M", 64 << 30)]
)
def test_sizes(size: str, size_in_bytes: int) -> None:
    assert Machine(**{**FIELDS, "memory": size}).memory == size_in_bytes


@pytest.mark.parametrize(
    "size", ["", "0M", "1", "1.5G", "1K", "256m", "1M\n", "65G", 0, 1000, True]
)
def test_not_sizes(size: object) -> None:
    with pytest.raises(ValidationError, match="memory"):
        Machine(**{**FIELDS, "memory": size})


@pytest.mark.parametrize("cpu", ["max,+x", "a=b", "a/b", "a b", "", "-max", "max\n", "x" * 65])
def test_words_cannot_end_an_option(cpu: str) -> None:
    with pytest.raises(ValidationError, match="cpu"):
        Machine(**{**FIELDS, "cpu": cpu})


def test_all_clashes_are_named_at_once() -> None:
    clashing = {**FIELDS, "interrupts": "gicv2", "exit": ("psci",), "cpu": "host"}
    with pytest.raises(ValidationError) as caught:
        Machine(**clashing)
    for key in ("interrupts", "exit", "cpu"):
        assert f"{key}: " in str(caught.value)
