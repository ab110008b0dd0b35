# SPDX-License-Identifier: MIT
"""The series of the Linux kernel that machines can boot."""

from __future__ import annotations

PACKAGED = ("6.1", "6.12")
"""Debian 12's own, which is the default, and that of its backports."""

BUILT = {"6.1-checked": "6.1"}
"""Series that the bench builds, each with the one of whose sources it is made."""

SERIES = (*PACKAGED, *BUILT)

DEFAULT_SERIES = PACKAGED[0]
