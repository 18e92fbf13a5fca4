"""Dates of school visits by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimizer.campaign.decisions import Decisions, Stop
from optimizer.campaign.forecast import forecast
from optimizer.campaign.visits.school_dates import date_choices
from optimizer.world.calendar import DayShift
from optimizer.world.uncertainty import Uncertainty
from tests.worlds.schools import schools_world


def test_a_school_visited_once_or_twice() -> None:
    """Five pupils are 14 at the start and nine turn 14 on the fifth day, and two in a hundred fail.

    The fifth day alone leaves 14 · 0.02 = 0.28; a day before it serves 4.9, and the fifth then leaves 9.1 · 0.02.
    """
    world = schools_world(((0, 4),), 5, 2, 1.0)
    choices = date_choices(world, world.programmes[0], dict.fromkeys(range(5), 1))
    assert choices.bound == pytest.approx(0.182)
    ((_, regrets, dates),) = choices.all_choices()
    fewest = [(dates[regrets <= slack + 1e-9] >= 0).sum(axis=1).min() for slack in (0.0, 0.05, 0.1, 13.0, 14.0)]
    assert fewest == [2, 2, 1, 1, 0]


def test_a_school_may_always_be_left_out() -> None:
    """Others may need the only day; where one visit is worth most, staying away is offered all the same."""
    world = schools_world(tuple((day, day) for day in range(8)), 60, 2, 1.0)
    choices = date_choices(world, world.programmes[0], dict.fromkeys(range(60), 1))
    left_out = {choice.school.place for choice in choices.by_school() if not choice.days}
    assert left_out == set(world.programmes[0].places)


@pytest.mark.parametrize("known", [Uncertainty(), Uncertainty(has_queues=True, service_time_spread=0.6)])
def test_a_school_that_no_day_suits_misses_its_pupils_and_no_more(known: Uncertainty) -> None:
    world = replace(schools_world(((0, 4),), 5, 2, 1.0), uncertainty=known)
    programme = replace(world.programmes[0], day_shifts={"school_0": frozenset()})
    choices = date_choices(world, programme, {})
    assert choices.bound == pytest.approx(14.0)


def test_two_schools_that_need_a_day_each_may_share_it() -> None:
    """Eight pupils take two shifts, and the only day has two: a shift each serves five of them, so three are left over.

    Were both shifts given to one school, the other would miss all of its eight.
    """
    world = schools_world(((3,), (3,)), 4, 1, 1.0, shifts=("morning", "afternoon"))
    programme = replace(world.programmes[0], minutes_per_person=40.0)
    shared = (Stop(programme, "school_0", DayShift(3, 0)), Stop(programme, "school_1", DayShift(3, 1)))
    followed = forecast(world, Decisions((), shared))
    missed = sum(8 - followed.cumulative(place, "id_card", 3) for place in programme.places)
    assert missed < 7
    assert date_choices(world, programme, {3: 2}).bound <= missed + 1e-6
