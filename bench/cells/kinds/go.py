# SPDX-License-Identifier: MIT
"""A bare-metal Go kernel, as a test states it."""

from __future__ import annotations

from bench.cells.stated import Stated
from bench.definitions.needs import go
from bench.guest.guest import Guest


class Go(go.Go, Stated[Guest]):
    """A bare-metal Go kernel; in a test method, the guest that runs it."""
