# SPDX-License-Identifier: MIT
"""A COM program of MS-DOS, as a test states it."""

from __future__ import annotations

from bench.cells.stated import Stated
from bench.definitions.needs import dos
from bench.guest.guest import Guest


class Dos(dos.Dos, Stated[Guest]):
    """A COM program of MS-DOS; in a test method, the guest that runs it."""
