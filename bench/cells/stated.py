# SPDX-License-Identifier: MIT
"""A need as a test's class states it: on the class the need, on an instance its guest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, Self, TypeVar, cast, overload

if TYPE_CHECKING:
    from bench.cells.test import Test

G = TypeVar("G")


class Stated(Generic[G]):
    """`guest = bench.Linux(…)` adds this to a need: `self.guest` is the guest that it became."""

    @overload
    def __get__(self, test: None, kind: type[Test]) -> Self: ...
    @overload
    def __get__(self, test: Test, kind: type[Test]) -> G: ...
    def __get__(self, test: Test | None, kind: type[Test]) -> Self | G:
        return self if test is None else cast(G, test.booted)
