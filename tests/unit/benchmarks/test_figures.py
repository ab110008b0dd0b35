# SPDX-License-Identifier: MIT
"""Figures that pages show: what a median is of, and when a difference is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis.strategies import floats, lists

from benchmarks.figures import median, of_each_further, percentile, ratio, shown

SAMPLES = lists(floats(min_value=0, max_value=1e9), min_size=1)


def test_percentile_is_the_nearest_rank() -> None:
    hundred = [float(each) for each in range(100, 0, -1)]
    assert percentile(hundred, 50) == 50
    assert percentile(hundred, 99) == 99
    assert percentile(hundred, 100) == 100
    assert percentile([7.0], 99) == 7


@given(SAMPLES)
def test_a_percentile_is_a_sample_and_as_many_lie_below_it(samples: list[float]) -> None:
    found = percentile(samples, 90)
    assert found in samples
    assert sum(each <= found for each in samples) >= 0.9 * len(samples)
    assert min(samples) <= median(samples) <= max(samples)


def test_each_further_thing_costs_the_difference_of_its_round() -> None:
    assert of_each_further([10.0, 20.0], [30.0, 60.0], 4) == [5, 10]


def test_samples_of_the_same_rounds_are_compared_round_by_round() -> None:
    assert ratio([1.0, 20.0, 3.0], [2.0, 10.0, 30.0]) == pytest.approx(0.5)
    assert ratio([1.0, 2.0, 6.0], [4.0, 2.0]) == pytest.approx(2 / 3)


@pytest.mark.parametrize("differences", [[-919.3], [5.0, -0.1, 4.0], [0.0, 1.0]])
def test_a_difference_that_is_not_positive_in_each_round_has_no_figure(
    differences: list[float],
) -> None:
    assert shown(differences, " ms") == f"lost in noise ({len(differences)})"
    assert ratio(differences, [1.0] * len(differences)) is None
    assert ratio([1.0] * len(differences), differences) is None


def test_a_figure_says_how_many_samples_it_is_of() -> None:
    assert shown([]) == ""
    assert shown([1234.56], " ms") == "1,235 ms (1)"
    assert shown([1.0, 2.0, 9.0]) == "2 (3)"
    assert shown([0.012345]) == "0.0123 (1)"
    assert shown([float(each) for each in range(1, 101)]) == "50.5, P99 99 (100)"
