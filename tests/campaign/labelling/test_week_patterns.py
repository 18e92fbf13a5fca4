"""Patterns of one week against every way to man them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.campaign.labelling.pool_week import PoolWeek
from optimizer.campaign.labelling.week_patterns import AvailableCrew
from tests.worlds.pool_weeks import HOURS, pool_week
from tests.worlds.tiny import Turnout

FRIDAY_TO_SUNDAY = Turnout(days=3, first_day="2024-04-05")
"""A weekday and a weekend of mornings and evenings: four classes."""


def row_of(week: PoolWeek, counts: Mapping[tuple[str, str], int]) -> int:
    """The pattern that opens so many shifts of each (day type, shift)."""
    wanted = [counts.get((each.day_type, each.shift), 0) for each in week.classes]
    return week.patterns.opened.tolist().index(wanted)


def test_every_number_of_shifts_is_a_pattern() -> None:
    """One morning and one evening on Friday, two of each at the weekend: 2 · 2 · 3 · 3."""
    week = pool_week(FRIDAY_TO_SUNDAY)
    assert week.is_complete
    assert len(week.patterns.burden) == 36
    assert len({tuple(row) for row in week.patterns.opened.tolist()}) == 36


def test_standing_shifts_are_open_in_every_pattern() -> None:
    week = pool_week(Turnout(days=3, first_day="2024-04-05", standing=True))
    mornings = [(each.day_type, each.shift) for each in week.classes].index(("weekday", "morning"))
    assert len(week.patterns.burden) == 18
    assert set(week.patterns.opened[:, mornings].tolist()) == {1}


@pytest.mark.parametrize(
    ("counts", "burden"),
    [
        ({}, 0.0),
        ({("weekday", "morning"): 1}, 0.0),
        ({("weekday", "evening"): 1}, 2.0),
        ({("weekend", "morning"): 1}, 4.0),
        ({("weekend", "evening"): 2}, 12.0),
        ({("weekday", "evening"): 1, ("weekend", "morning"): 2}, 10.0),
    ],
)
def test_burden_of_crews_of_two(counts: Mapping[tuple[str, str], int], burden: float) -> None:
    """Evening 1, weekend 1, and four hours of overtime at a quarter each at the weekend."""
    week = pool_week(FRIDAY_TO_SUNDAY)
    assert week.patterns.burden[row_of(week, counts)] == pytest.approx(burden)


def test_helpers_stand_in_where_burden_is_highest() -> None:
    week = pool_week(
        FRIDAY_TO_SUNDAY, AvailableCrew(10_000, helper_shifts=2, loans=0, loan_burden=1.0, loan_minutes=240)
    )
    row = row_of(week, {("weekday", "evening"): 1, ("weekend", "morning"): 1, ("weekend", "evening"): 1})
    helped = {
        (each.day_type, each.shift): int(number)
        for each, number in zip(week.classes, week.patterns.helped[row], strict=True)
    }
    assert {key for key, number in helped.items() if number} == {("weekend", "evening"), ("weekend", "morning")}
    assert week.patterns.burden[row] == pytest.approx(2.0 + 4.0 / 2 + 6.0 / 2)


def test_loans_where_minutes_lack() -> None:
    """Two crews of two need 960 minutes; the unit has 500, so two officers come from elsewhere for a shift each."""
    week = pool_week(FRIDAY_TO_SUNDAY, AvailableCrew(500, helper_shifts=0, loans=2, loan_burden=1.5, loan_minutes=240))
    row = row_of(week, {("weekday", "morning"): 1, ("weekday", "evening"): 1})
    assert week.patterns.borrowed[row] == 2
    assert week.patterns.burden[row] == pytest.approx(2.0 + 2 * 1.5)
    assert week.patterns.opened.sum(axis=1).max() == 2


def test_without_loans_what_does_not_fit_the_minutes_is_no_pattern() -> None:
    week = pool_week(
        FRIDAY_TO_SUNDAY, AvailableCrew(2 * HOURS * 2, helper_shifts=0, loans=0, loan_burden=1.0, loan_minutes=240)
    )
    assert week.patterns.opened.sum(axis=1).max() == 2
    assert not week.patterns.borrowed.any()


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.integers(0, 3000), st.integers(0, 4), st.integers(0, 8), st.booleans())
def test_no_crew_is_cheaper(minutes: int, helper_shifts: int, loans: int, standing: bool) -> None:
    """Against all ways to place the helpers: each pattern's burden is the least, and none is missing that could be."""
    week = pool_week(
        Turnout(days=3, first_day="2024-04-05", standing=standing),
        AvailableCrew(minutes, helper_shifts, loans, 1.0, 240),
    )
    found = dict(zip(map(tuple, week.patterns.opened.tolist()), week.patterns.burden.tolist(), strict=True))
    ranges = [range(each.standing, len(each.day_shifts) + 1) for each in week.classes]
    for opened in product(*ranges):
        least = least_burden(week, opened)
        assert (opened in found) == (least is not None)
        if least is not None:
            assert found[opened] == pytest.approx(least)


def least_burden(week: PoolWeek, opened: tuple[int, ...]) -> float | None:
    burdens = []
    for helped in product(*(range(number + 1) for number in opened)):
        if sum(helped) <= week.crew.helper_shifts:
            officers = [2 * number - less for number, less in zip(opened, helped, strict=True)]
            lacking = max(0, sum(officers) * HOURS - week.crew.minutes)
            borrowed = -(-lacking // HOURS)
            if borrowed <= week.crew.loans:
                crews = sum(n * each.burden for n, each in zip(officers, week.classes, strict=True))
                burdens.append(crews + borrowed * week.crew.loan_burden)
    return min(burdens, default=None)
