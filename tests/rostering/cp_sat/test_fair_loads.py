"""The least spread of loads, against every way to share a total."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.rostering.cp_sat.fair_loads import fairest_loads, ranges_within


def every_sharing(total: int, step: int, persons: int) -> list[tuple[int, ...]]:
    """All loads in whole steps that add up to the total."""
    steps = range(0, total + 1, step)
    return [loads for loads in product(steps, repeat=persons) if sum(loads) == total]


def spread(loads: tuple[int, ...], past: list[int], days: list[int]) -> Fraction:
    shares = [Fraction(carried + load, over) for load, carried, over in zip(loads, past, days, strict=True)]
    return max(shares) - min(shares)


@st.composite
def cases(draw: st.DrawFn) -> tuple[int, int, list[int], list[int]]:
    persons, step = draw(st.integers(1, 4)), draw(st.sampled_from([1, 2, 3]))
    days = draw(st.lists(st.integers(1, 9), min_size=persons, max_size=persons))
    past = draw(st.lists(st.integers(0, 12), min_size=persons, max_size=persons))
    return step * draw(st.integers(0, 9)), step, past, days


@settings(max_examples=150, deadline=None, derandomize=True)
@given(cases())
def test_least_spread_is_that_of_the_best_sharing(case: tuple[int, int, list[int], list[int]]) -> None:
    """The spread is never above the least there is; and where it is claimed, the ranges hold a best sharing."""
    total, step, past, days = case
    found = fairest_loads(total, step, past, days)
    sharings = every_sharing(total, step, len(past))
    least = min(spread(loads, past, days) for loads in sharings)
    assert found.spread <= least
    best = [loads for loads in sharings if spread(loads, past, days) == least]
    within = [
        loads
        for loads in sharings
        if all(low <= load <= high for load, (low, high) in zip(loads, found.ranges, strict=True))
    ]
    assert set(best) & set(within)
    assert all(spread(loads, past, days) <= found.spread for loads in within)
    assert found.spread == least


@pytest.mark.parametrize(
    ("total", "past", "days", "spread_of_loads", "ranges"),
    [
        (6, [0, 0, 0], [10, 10, 10], Fraction(0), ((2, 2), (2, 2), (2, 2))),
        (6, [4, 0, 0], [10, 10, 10], Fraction(1, 10), ((0, 0), (3, 4), (3, 4))),
        (9, [0, 0], [10, 5], Fraction(0), ((6, 6), (3, 3))),
        (4, [5, 1], [2, 2], Fraction(0), ((0, 0), (4, 4))),
    ],
)
def test_by_hand(
    total: int,
    past: list[int],
    days: list[int],
    spread_of_loads: Fraction,
    ranges: tuple[tuple[int, int], ...],
) -> None:
    found = fairest_loads(total, 1, past, days)
    assert (found.spread, found.ranges) == (spread_of_loads, ranges)


def test_what_is_left_over_goes_to_somebody() -> None:
    """Seven duties for three: two each, and one of them has a third."""
    found = fairest_loads(7, 1, [0, 0, 0], [10, 10, 10])
    assert found.spread == Fraction(1, 10)
    assert {low for low, _ in found.ranges} == {2}
    assert max(high for _, high in found.ranges) == 3


@settings(max_examples=150, deadline=None, derandomize=True)
@given(cases(), st.sampled_from([Fraction(0), Fraction(1, 2), Fraction(2), Fraction(7, 3)]))
def test_ranges_within_a_margin_hold_no_wider_spread(
    case: tuple[int, int, list[int], list[int]], margin: Fraction
) -> None:
    """And where there are none, no sharing around the equal share keeps to the margin."""
    total, step, _, weights = case
    found = ranges_within(total, step, weights, margin)
    nothing = [0] * len(weights)
    equal = Fraction(total, sum(weights))
    around = [
        loads
        for loads in every_sharing(total, step, len(weights))
        if all(abs(Fraction(load, over) - equal) <= margin / 2 for load, over in zip(loads, weights, strict=True))
    ]
    if found is None:
        assert around == []
        return
    assert around
    for loads in around:
        assert all(low <= load <= high for load, (low, high) in zip(loads, found.ranges, strict=True))
        assert spread(loads, nothing, weights) <= margin
