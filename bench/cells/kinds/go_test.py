# SPDX-License-Identifier: MIT
"""The tests of a Go package, as a test states it."""

from __future__ import annotations

from bench.cells.stated import Stated
from bench.definitions.needs import go_test
from bench.guest.guest import Guest


class GoTest(go_test.GoTest, Stated[Guest]):
    """The tests of a Go package; in a test method, the guest that runs them."""
