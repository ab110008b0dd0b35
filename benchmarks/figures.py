# SPDX-License-Identifier: MIT
"""Figures of samples: the one place in which a median or a percentile is taken."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence

Samples = Sequence[float]
"""Measured values, one a time, all in one unit."""

P99_MIN_SAMPLES = 100
"""With fewer samples than that, the 99th percentile is the longest of them."""


def median(samples: Samples) -> float:
    """The middle value, or the mean of the two in the middle."""
    return statistics.median(samples)


def percentile(samples: Samples, percent: float) -> float:
    """The least sample that `percent` of all samples do not exceed (the nearest rank)."""
    return sorted(samples)[max(math.ceil(percent / 100 * len(samples)), 1) - 1]


def of_each_further(few: Samples, many: Samples, further: int) -> list[float]:
    """The cost of one of `further` more things, by each round that did few and many of them.

    Args:
        few: what a round with few things took.
        many: what the same round took with `further` more.
        further: how many more.
    """
    return [(more - less) / further for less, more in zip(few, many, strict=True)]


def ratio(these: Samples, those: Samples) -> float | None:
    """How many times as much these are as those; None where one of them is not told from zero.

    Samples of the same rounds are compared round by round.
    """
    if not (told_from_zero(these) and told_from_zero(those)):
        return None
    if len(these) == len(those):
        return median([this / that for this, that in zip(these, those, strict=True)])
    return median(these) / median(those)


def told_from_zero(samples: Samples) -> bool:
    """Whether every sample is positive: a difference that is not may be the host's other work."""
    return bool(samples) and min(samples) > 0


def shown(samples: Samples, unit: str = "") -> str:
    """The median and how many samples it is of, with the 99th percentile where they are many."""
    if not samples:
        return ""
    if not told_from_zero(samples):
        return f"lost in noise ({len(samples)})"
    text = f"{_digits(median(samples))}{unit}"
    if len(samples) >= P99_MIN_SAMPLES:
        text += f", P99 {_digits(percentile(samples, 99))}{unit}"
    return f"{text} ({len(samples)})"


def _digits(value: float) -> str:
    """Three digits that matter, or all before the point."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
