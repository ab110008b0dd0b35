"""The series of the Linux kernel that machines can boot."""

from __future__ import annotations

SERIES = ("6.1", "6.12")
"""Debian 12's own, which is the default, and that of its backports."""

DEFAULT_SERIES = SERIES[0]
