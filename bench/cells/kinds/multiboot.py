# SPDX-License-Identifier: MIT
"""A kernel without Go's runtime, as a test states it."""

from __future__ import annotations

from bench.cells.stated import Stated
from bench.definitions.needs import multiboot
from bench.guest.guest import Guest


class Multiboot(multiboot.Multiboot, Stated[Guest]):
    """A kernel without Go's runtime; in a test method, the guest that runs it."""
