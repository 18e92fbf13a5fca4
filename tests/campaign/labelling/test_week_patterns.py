"""What a week can do for a pool: counts, crews, and effects against the shifts taken one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.campaign.allocation.shift_classes import shift_classes
from optimizer.campaign.labelling.pool_weeks import possible_weeks
from optimizer.campaign.labelling.week_patterns import PoolWeek, Staff, is_beaten_by_earlier, merged_classes
from optimizer.world.calendar import DayShift
from optimizer.world.work import Pool
from optimizer.world.world import World
from tests.worlds.tiny import Turnout, tiny_world

PLENTY = Staff(minutes=10_000, helper_shifts=0, loans=0, loan_burden=1.0, loan_minutes=240)
HOURS = 240
"""Minutes of each shift."""


def pool_week(turnout: Turnout, staff: Staff = PLENTY) -> PoolWeek:
    """The first week of the first commune."""
    world = tiny_world(turnout)
    pool = next(iter(world.pools.values()))
    week = world.weeks[0]
    classes = [
        each
        for each in shift_classes(world)
        if each.post.pool == pool.key and each.week == week and not each.is_reserve
    ]
    return PoolWeek(world, pool, week, merged_classes(classes, pool), staff)


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
    week = pool_week(FRIDAY_TO_SUNDAY, Staff(10_000, helper_shifts=2, loans=0, loan_burden=1.0, loan_minutes=240))
    row = row_of(week, {("weekday", "evening"): 1, ("weekend", "morning"): 1, ("weekend", "evening"): 1})
    helped = {
        (each.day_type, each.shift): int(number)
        for each, number in zip(week.classes, week.patterns.helped[row], strict=True)
    }
    assert {key for key, number in helped.items() if number} == {("weekend", "evening"), ("weekend", "morning")}
    assert week.patterns.burden[row] == pytest.approx(2.0 + 4.0 / 2 + 6.0 / 2)


def test_loans_where_minutes_lack() -> None:
    """Two crews of two need 960 minutes; the unit has 500, so two officers come from elsewhere for a shift each."""
    week = pool_week(FRIDAY_TO_SUNDAY, Staff(500, helper_shifts=0, loans=2, loan_burden=1.5, loan_minutes=240))
    row = row_of(week, {("weekday", "morning"): 1, ("weekday", "evening"): 1})
    assert week.patterns.borrowed[row] == 2
    assert week.patterns.burden[row] == pytest.approx(2.0 + 2 * 1.5)
    assert week.patterns.opened.sum(axis=1).max() == 2


def test_without_loans_what_does_not_fit_the_minutes_is_no_pattern() -> None:
    week = pool_week(
        FRIDAY_TO_SUNDAY, Staff(2 * HOURS * 2, helper_shifts=0, loans=0, loan_burden=1.0, loan_minutes=240)
    )
    assert week.patterns.opened.sum(axis=1).max() == 2
    assert not week.patterns.borrowed.any()


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.integers(0, 3000), st.integers(0, 4), st.integers(0, 8), st.booleans())
def test_no_crew_is_cheaper(minutes: int, helper_shifts: int, loans: int, standing: bool) -> None:
    """Against all ways to place the helpers: each pattern's burden is the least, and none is missing that could be."""
    week = pool_week(
        Turnout(days=3, first_day="2024-04-05", standing=standing), Staff(minutes, helper_shifts, loans, 1.0, 240)
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
        if sum(helped) <= week.staff.helper_shifts:
            officers = [2 * number - less for number, less in zip(opened, helped, strict=True)]
            lacking = max(0, sum(officers) * HOURS - week.staff.minutes)
            borrowed = -(-lacking // HOURS)
            if borrowed <= week.staff.loans:
                crews = sum(n * each.burden for n, each in zip(officers, week.classes, strict=True))
                burdens.append(crews + borrowed * week.staff.loan_burden)
    return min(burdens, default=None)


rates = st.sampled_from([0.0, 0.02, 0.1, 0.3, 0.6])


@st.composite
def turnouts(draw: st.DrawFn) -> Turnout:
    return Turnout(
        easy=(draw(rates), draw(rates)),
        hard=(draw(rates), draw(rates)),
        minutes_per_person=draw(st.sampled_from([5.0, 20.0, 60.0])),
        people=(draw(st.integers(10, 120)), 20),
        targets=(5, 5),
        success=draw(st.sampled_from([0.7, 1.0])),
        first_day=draw(st.sampled_from(["2024-04-04", "2024-04-05"])),
        days=draw(st.sampled_from([3, 4])),
        reserve=draw(st.sampled_from([0, 1])),
        standing=draw(st.booleans()),
    )


@settings(max_examples=40, deadline=None, derandomize=True)
@given(turnouts(), st.integers(0, 30), st.integers(0, 30))
def test_no_choice_of_days_leaves_fewer_waiting(turnout: Turnout, certain: int, offered: int) -> None:
    """The recursion, shift by shift over every set of day-shifts, against the effects of its pattern.

    Nor is a larger share ever served than ``most_served`` says of the shift at that place in the week.
    """
    week = pool_week(turnout)
    pool = week.pool
    waiting = np.array([segment.waiting for segment in pool.segments])
    sure = certain * np.array([0.7, 0.3])
    more = offered * np.array([0.4, 0.6])
    served = week.most_served(waiting[None, :], sure, more)
    survival, mobilised = week.effects(served)
    for opened, counts in every_choice(week):
        row = week.patterns.opened.tolist().index(list(counts))
        for come in (sure, sure + more):
            left, shares = follow(week.world, pool, week, opened, come)
            least = survival[:, 0, row] * waiting - mobilised[:, 0, row] * come
            assert (left >= least - 1e-9).all()
            for position, share in shares.items():
                assert share <= served[0, position] + 1e-9


def every_choice(week: PoolWeek) -> Iterator[tuple[list[DayShift], tuple[int, ...]]]:
    """Sets of open day-shifts with the counts of their classes."""
    options = []
    for each in week.classes:
        must = [day_shift for day_shift in each.day_shifts if day_shift in each.post.must_open]
        may = [day_shift for day_shift in each.day_shifts if day_shift not in each.post.must_open]
        options.append([(*must, *some) for size in range(len(may) + 1) for some in combinations(may, size)])
    for chosen in product(*options):
        yield sorted(day_shift for some in chosen for day_shift in some), tuple(map(len, chosen))


def follow(world: World, pool: Pool, week: PoolWeek, opened: list[DayShift], come: np.ndarray) -> tuple:
    """Who is left waiting, and the share served by position among all shifts of the week."""
    waiting = np.array([segment.waiting for segment in pool.segments])
    post = week.classes[0].post
    everything = sorted(day_shift for each in week.classes for day_shift in each.day_shifts)
    shares = {}
    for day_shift in opened:
        day, shift = world.days[day_shift.day], world.shifts[day_shift.shift].id
        own = waiting * [segment.arrival[day.day_type, shift] for segment in pool.segments]
        arrivals = own + np.minimum(come / (len(opened) + week.standing_after), waiting - own)
        share = min(1.0, post.lanes * post.lane_capacity[day_shift] / max(1e-12, arrivals.sum()))
        if arrivals.sum() > 1e-9 and (come / (len(opened) + week.standing_after) <= waiting - own).all():
            shares[everything.index(day_shift)] = share
        waiting = waiting - pool.success * share * arrivals
    return waiting, shares


@settings(max_examples=40, deadline=None, derandomize=True)
@given(turnouts())
def test_useful_patterns_stand_for_all(turnout: Turnout) -> None:
    """For every pattern left out there is one that costs no more and leaves no more of any segment."""
    week = pool_week(turnout)
    survival, mobilised = (effect[:, 0, :] for effect in week.unqueued_effects)
    useful = week.useful.tolist()
    for row in range(len(week.patterns.burden)):
        assert any(
            week.patterns.burden[kept] <= week.patterns.burden[row] + 1e-6
            and (survival[:, kept] <= survival[:, row] + 1e-9).all()
            and (mobilised[:, kept] >= mobilised[:, row] - 1e-9).all()
            for kept in useful
        )


def test_few_patterns_are_useful() -> None:
    """Weekend mornings draw as many as evenings and weigh less, so evenings come last at the weekend."""
    week = pool_week(Turnout((0.1, 0.1), (0.02, 0.02), days=3))
    assert len(week.patterns.burden) == 36
    assert 1 < len(week.useful) < 18


def test_beaten_rows() -> None:
    rows = np.array([[1.0, 5.0], [1.0, 5.0], [2.0, 4.0], [3.0, 4.0], [0.5, 6.0], [0.4, 7.0], [0.5, 7.0]])
    assert is_beaten_by_earlier(rows).tolist() == [False, True, False, True, False, False, True]


def test_many_rows_are_compared_across_chunks() -> None:
    rows = np.array([[float(number % 700), 0.0] for number in range(1400)])
    beaten = is_beaten_by_earlier(rows)
    assert beaten.tolist() == [number > 0 for number in range(1400)]


def test_weeks_have_what_any_plan_could_give() -> None:
    """All officers' minutes of the unit, less the officers whom standing shifts after ``finish_by`` need."""
    world = tiny_world(Turnout(days=4, first_day="2024-04-02", reserve=1, standing=True, helper_shifts=2))
    pool = next(iter(world.pools.values()))
    week = possible_weeks(world, shift_classes(world), {("tan_phu", "2024-W14"): 5000}, pool)[0]
    assert week.staff == Staff(5000 - HOURS, helper_shifts=2, loans=0, loan_burden=1.0, loan_minutes=240)
    assert week.standing_after == 1
