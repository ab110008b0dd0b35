# SPDX-License-Identifier: MIT
"""A Go package's tests as a need: the flags of their binary, and what is left out."""

from __future__ import annotations

import pytest

from bench.definitions.needs.go_test import GoTest
from bench.errors import BenchError


def test_what_is_left_out_is_a_pattern_a_level() -> None:
    need = GoTest("net", skip=("TestA TestB/tcp6: needs a network", "TestC: needs a file: /etc"))
    assert "-test.skip=^TestA$|^TestB$/^tcp6$|^TestC$" in need.words
    assert need.left_out == {
        "TestA": "needs a network",
        "TestB/tcp6": "needs a network",
        "TestC": "needs a file: /etc",
    }


def test_flags_come_before_other_words() -> None:
    words = GoTest("sort", arguments=("-test.run=^TestSort$",)).words
    flags = [word.startswith("-") for word in words]
    assert flags == sorted(flags, reverse=True)
    assert words[-2:] == ("-test.run=^TestSort$", "folder=/src/sort")
    assert not any(word.startswith("-test.skip") for word in words)


@pytest.mark.parametrize("group", ["TestA", "TestA: ", ": why", "TestA:why"])
def test_a_test_is_left_out_for_a_reason(group: str) -> None:
    with pytest.raises(BenchError, match="does not say why"):
        GoTest("net", skip=(group,))
