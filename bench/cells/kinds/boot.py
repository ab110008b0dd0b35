# SPDX-License-Identifier: MIT
"""Files that somebody else has built, as a test states them."""

from __future__ import annotations

from bench.cells.stated import Stated
from bench.definitions.needs import boot
from bench.guest.guest import Guest


class Boot(boot.Boot, Stated[Guest]):
    """Files that somebody else has built; in a test method, the guest that they became."""
