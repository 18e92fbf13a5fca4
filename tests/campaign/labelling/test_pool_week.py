"""Effects of one week against every real order of its shifts."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.campaign.labelling.pool_week import PoolWeek
from optimizer.campaign.service.desks import desk_service
from optimizer.world.calendar import DayShift
from optimizer.world.work import Pool
from optimizer.world.world import World
from tests.worlds.pool_weeks import PLENTY, every_choice, pool_week
from tests.worlds.tiny import Turnout, tiny_world

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
        # So many may be invited as the tests let come.
        invited_a_week=500,
        first_day=draw(st.sampled_from(["2024-04-04", "2024-04-05"])),
        days=draw(st.sampled_from([3, 4])),
        reserve=draw(st.sampled_from([0, 1])),
        standing=draw(st.booleans()),
        uncertainty=draw(st.sampled_from([None, {"absence": {"share": 0.1}, "national_system": {"down": 0.1}}])),
    )


@settings(max_examples=40, deadline=None, derandomize=True)
@given(turnouts(), st.integers(0, 30), st.integers(0, 30), st.integers(0, 2))
def test_no_choice_of_days_leaves_fewer_waiting(turnout: Turnout, certain: int, offered: int, helpers: int) -> None:
    """The recursion, shift by shift over every set of day-shifts, against the effects of its pattern.

    Nor is a larger share ever served than ``most_served`` says of the shift at that place in the week.
    """
    week = pool_week(turnout, replace(PLENTY, helper_shifts=helpers))
    pool, world = week.pool, tiny_world(turnout)
    waiting = np.array([segment.waiting for segment in pool.segments])
    sure = certain * np.array([0.7, 0.3])
    more = offered * np.array([0.4, 0.6])
    served = week.most_served(waiting[None, :], sure, more)
    survival, mobilised = week.effects(served)
    for opened, counts in every_choice(week):
        row = week.patterns.opened.tolist().index(list(counts))
        total = week.totals.tolist().index(len(opened))
        for come, helped in product((sure, sure + more), (opened[:helpers], opened[len(opened) - helpers :])):
            left, shares = follow(world, pool, week, opened, come, helped)
            least = survival[:, 0, row] * waiting - mobilised[:, 0, row] * come
            assert (left >= least - 1e-9).all()
            for position, share in shares.items():
                assert share <= served[0, total, position] + 1e-9


def test_fewer_open_shifts_are_fuller() -> None:
    """The invited come to the shifts that open, so that it is known how many the first of them serves."""
    turnout = Turnout(minutes_per_person=20.0, people=(60, 20), targets=(5, 5), first_day="2024-04-04", days=3)
    week = pool_week(turnout)
    waiting, come = np.array([30.0, 30.0]), 17 * np.array([0.7, 0.3])
    served = week.most_served(waiting[None, :], come, 0 * come)
    for opened, _ in every_choice(week):
        _, shares = follow(tiny_world(turnout), week.pool, week, opened, come, [])
        assert len(opened) > 1 or max(shares.values(), default=0.0) < 1
        if 0 in shares:
            assert served[0, week.totals.tolist().index(len(opened)), 0] == pytest.approx(shares[0])


def follow(
    world: World, pool: Pool, week: PoolWeek, opened: list[DayShift], come: np.ndarray, helped: list[DayShift]
) -> tuple:
    """Who is left waiting, and the share served by position among all shifts of the week."""
    waiting = np.array([segment.waiting for segment in pool.segments])
    post = week.classes[0].post
    everything = sorted(day_shift for each in week.classes for day_shift in each.day_shifts)
    shares = {}
    for day_shift in opened:
        day, shift = world.days[day_shift.day], world.shifts[day_shift.shift].id
        own = waiting * [segment.arrival[day.day_type, shift] for segment in pool.segments]
        arrivals = own + np.minimum(come / (len(opened) + week.standing_after), waiting - own)
        helpers = post.crew_size - post.crew_officers if day_shift in helped else 0
        service = desk_service(world, post, day_shift, post.crew_size - helpers, helpers)
        share = service.share(arrivals.sum(), own.sum())
        if arrivals.sum() > 1e-9 and (come / (len(opened) + week.standing_after) <= waiting - own).all():
            shares[everything.index(day_shift)] = share
        waiting = waiting - pool.success * share * arrivals
    return waiting, shares


@settings(max_examples=40, deadline=None, derandomize=True)
@given(turnouts())
def test_useful_patterns_stand_for_all(turnout: Turnout) -> None:
    """For every pattern left out there is one that costs no more and leaves no more of any segment."""
    week = pool_week(turnout)
    survival, mobilised = (effect[:, 0, :] for effect in week.best_effects)
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


def test_fewer_come_where_a_segment_is_exhausted() -> None:
    turnout = Turnout(
        (0.0, 0.0),
        (0.0, 0.0),
        minutes_per_person=60.0,
        people=(10, 20),
        targets=(5, 5),
        success=0.7,
        first_day="2024-04-04",
        days=3,
        reserve=1,
    )
    week = pool_week(turnout)
    waiting, come = np.array([5.0, 5.0]), 17 * np.array([0.7, 0.3])
    survival, mobilised = week.effects(week.most_served(waiting[None, :], come, 0 * come))
    for opened, counts in every_choice(week):
        row, left = week.patterns.opened.tolist().index(list(counts)), waiting.copy()
        for _ in opened:
            arrivals = np.minimum(come / len(opened), left)
            left = left - 0.7 * min(1.0, 4 / arrivals.sum()) * arrivals
        assert (left >= survival[:, 0, row] * waiting - mobilised[:, 0, row] * come - 1e-9).all()
