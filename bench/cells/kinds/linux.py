# SPDX-License-Identifier: MIT
"""A Linux system, as a test states it."""

from __future__ import annotations

from bench.cells.stated import Stated
from bench.definitions.needs import linux
from bench.guest.linux.linux import LinuxGuest


class Linux(linux.Linux, Stated[LinuxGuest]):
    """A Linux system; in a test method, the guest that runs it."""
