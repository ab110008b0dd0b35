# SPDX-License-Identifier: MIT
"""The tests of a Go package: cells alone boot them."""

from __future__ import annotations

from dataclasses import replace

from bench.cli.names.kind import Kind
from bench.definitions.needs import go_test


class GoTest(Kind[go_test.GoTest]):
    """A package has no name here."""

    def label(self, need: go_test.GoTest) -> str:
        """The package."""
        return need.package

    def with_words(self, need: go_test.GoTest, words: str) -> go_test.GoTest:
        """As flags of the test binary."""
        return replace(need, arguments=(*need.arguments, *words.split()))
