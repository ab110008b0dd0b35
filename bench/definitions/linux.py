# SPDX-License-Identifier: MIT
"""The series of the Linux kernel that machines can boot."""

from __future__ import annotations

from bench.host.distribution import DISTRIBUTIONS, host_distribution

BUILT = ("checked",)
"""Series that the bench builds, from the source of the host distribution's own kernel."""

SERIES = (*sorted({series for each in DISTRIBUTIONS for series in each.packaged}), *BUILT)


def default_series() -> str:
    """The series of a machine that names none: the host distribution's own."""
    return host_distribution().series
