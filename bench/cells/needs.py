# SPDX-License-Identifier: MIT
"""Needs as a test's class states them: on the class a need, on an instance its guest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, overload

from bench.definitions import needs

if TYPE_CHECKING:
    from bench.cells.test import Test
    from bench.guest.guest import Guest
    from bench.guest.linux.linux import LinuxGuest


class Boot(needs.Boot):
    """What somebody else has built; in a test method, the guest that it became."""

    @overload
    def __get__(self, test: None, kind: type[Test]) -> Self: ...
    @overload
    def __get__(self, test: Test, kind: type[Test]) -> Guest: ...
    def __get__(self, test: Test | None, kind: type[Test]) -> Self | Guest:
        return self if test is None else test.booted


class Go(needs.Go):
    """A bare-metal Go kernel; in a test method, the guest that runs it."""

    @overload
    def __get__(self, test: None, kind: type[Test]) -> Self: ...
    @overload
    def __get__(self, test: Test, kind: type[Test]) -> Guest: ...
    def __get__(self, test: Test | None, kind: type[Test]) -> Self | Guest:
        return self if test is None else test.booted


class GoTest(needs.GoTest):
    """The tests of a Go package; in a test method, the guest that runs them."""

    @overload
    def __get__(self, test: None, kind: type[Test]) -> Self: ...
    @overload
    def __get__(self, test: Test, kind: type[Test]) -> Guest: ...
    def __get__(self, test: Test | None, kind: type[Test]) -> Self | Guest:
        return self if test is None else test.booted


class Dos(needs.Dos):
    """A COM program of MS-DOS; in a test method, the guest that runs it."""

    @overload
    def __get__(self, test: None, kind: type[Test]) -> Self: ...
    @overload
    def __get__(self, test: Test, kind: type[Test]) -> Guest: ...
    def __get__(self, test: Test | None, kind: type[Test]) -> Self | Guest:
        return self if test is None else test.booted


class Multiboot(needs.Multiboot):
    """A kernel without Go's runtime; in a test method, the guest that runs it."""

    @overload
    def __get__(self, test: None, kind: type[Test]) -> Self: ...
    @overload
    def __get__(self, test: Test, kind: type[Test]) -> Guest: ...
    def __get__(self, test: Test | None, kind: type[Test]) -> Self | Guest:
        return self if test is None else test.booted


class Linux(needs.Linux):
    """A Linux system; in a test method, the guest that runs it."""

    @overload
    def __get__(self, test: None, kind: type[Test]) -> Self: ...
    @overload
    def __get__(self, test: Test, kind: type[Test]) -> LinuxGuest: ...
    def __get__(self, test: Test | None, kind: type[Test]) -> Self | LinuxGuest:
        return self if test is None else test.booted
