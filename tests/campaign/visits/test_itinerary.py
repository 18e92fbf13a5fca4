"""Dates of school visits, and the itinerary, against every choice there is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.campaign.decisions import Decisions, Stop
from optimizer.campaign.forecast import forecast
from optimizer.campaign.visits.itinerary import plan_itinerary
from optimizer.campaign.visits.journeys import plan_journeys
from optimizer.campaign.visits.school_dates import date_choices
from optimizer.world.calendar import DayShift
from optimizer.world.work import Programme
from optimizer.world.world import World
from tests.worlds.schools import schools_world

SLACK = 1e-6


def every_itinerary(programme: Programme, shifts: int = 1) -> Iterator[tuple[Stop, ...]]:
    """Any days per school, up to the visits it may have; no more schools on a day than it has shifts."""
    options = []
    for place in programme.places:
        days = sorted({day_shift.day for day_shift in programme.day_shifts[place]})
        options.append(
            [(place, chosen) for size in range(programme.maximum_visits + 1) for chosen in combinations(days, size)]
        )
    for chosen in product(*options):
        taken = Counter[int]()
        stops = []
        for place, on_days in chosen:
            for day in on_days:
                stops.append(Stop(programme, place, DayShift(day, taken[day])))
                taken[day] += 1
        if max(taken.values(), default=0) <= shifts:
            yield tuple(stops)


def missed(world: World, stops: tuple[Stop, ...]) -> float:
    followed = forecast(world, Decisions((), stops))
    return sum(
        school.weight * max(0.0, school.countable - followed.cumulative(*key, len(world.days) - 1))
        for key, school in ((school_key(world, place), school) for place, school in world.schools.items())
    )


def school_key(world: World, place: str) -> tuple[str, str]:
    return place, world.schools[place].stream


def burden(world: World, stops: tuple[Stop, ...]) -> float:
    """Travel, and overtime above eight hours a day, of the crew."""
    weights, total, minutes = world.weights, 0.0, Counter[int]()
    for journey in plan_journeys(world, stops):
        total += weights.travel_hour * journey.travel_minutes / 60
        minutes[journey.stop.day_shift.day] += journey.end_minute - journey.start_minute
    total += sum(weights.overtime_hour * max(0, worked - 480) / 60 for worked in minutes.values())
    return total * stops[0].programme.team.crew_size if stops else 0.0


birthdays = st.lists(st.integers(-3, 6), min_size=1, max_size=3).map(tuple)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(
    st.lists(birthdays, min_size=1, max_size=2).map(tuple),
    st.integers(3, 5),
    st.integers(1, 2),
    st.sampled_from([0.5, 0.8, 1.0]),
)
def test_bounds_hold_over_every_itinerary(
    born: tuple[tuple[int, ...], ...], days: int, visits: int, attendance: float
) -> None:
    """Pupils missed, visits needed and burden of journeys: none is claimed higher than the best there is."""
    world = schools_world(born, days, visits, attendance)
    programme = world.programmes[0]
    every = [(missed(world, stops), stops) for stops in every_itinerary(programme)]
    least = min(misses for misses, _ in every)
    itinerary = plan_itinerary(world, seed=1)
    assert missed(world, itinerary.stops) == pytest.approx(least, abs=0.01)
    assert itinerary.shortfall_bound <= least + SLACK
    as_good = [stops for misses, stops in every if misses <= least + SLACK]
    assert itinerary.burden_bound(0.0) <= min(burden(world, stops) for stops in as_good) + SLACK
    choices = date_choices(world, programme, dict.fromkeys(range(days), 1))
    assert choices.bound <= least + SLACK
    ways = {place: (regrets, dates) for place, regrets, dates in choices.all_choices()}
    for extra in (0.0, 1.0, 5.0):
        slack = least - choices.bound + extra
        for place in programme.places:
            fewest = min(
                sum(stop.place == place for stop in stops) for misses, stops in every if misses <= least + extra + SLACK
            )
            regrets, dates = ways[place]
            assert (dates[regrets <= slack + SLACK] >= 0).sum(axis=1).min() <= fewest


def schools_apart(**settings: Any) -> World:
    """Schools some way from each other; a day has two shifts."""
    return schools_world(shifts=("morning", "afternoon"), **settings)


@settings(max_examples=15, deadline=None, derandomize=True)
@given(
    st.lists(birthdays, min_size=2, max_size=3).map(tuple),
    st.integers(2, 3),
    st.integers(1, 2),
    st.sampled_from([0.5, 1.0]),
)
def test_schools_on_one_day_are_one_journey(
    born: tuple[tuple[int, ...], ...], days: int, visits: int, attendance: float
) -> None:
    world = schools_apart(birthdays=born, days=days, visits=visits, attendance=attendance)
    every = [(missed(world, stops), stops) for stops in every_itinerary(world.programmes[0], 2)]
    least = min(misses for misses, _ in every)
    itinerary = plan_itinerary(world, seed=1)
    assert itinerary.shortfall_bound <= least + SLACK
    for extra in (0.0, 1.0):
        within = [burden(world, stops) for misses, stops in every if misses <= least + extra + SLACK]
        slack = least + extra - itinerary.shortfall_bound
        assert itinerary.burden_bound(slack) <= min(within) + SLACK


def test_the_way_between_schools_counts() -> None:
    """One day for both of two schools: the bound is the journey through both, not two shares of journeys."""
    world = schools_apart(birthdays=((-1,), (-1,)), days=1, visits=1, attendance=1.0)
    itinerary = plan_itinerary(world, seed=1)
    assert itinerary.burden_bound(0.0) == pytest.approx(burden(world, itinerary.stops), abs=0.002)
    assert len(itinerary.stops) == 2
    assert itinerary.burden_bound(0.0) > 1.2 * sum(burden(world, (stop,)) for stop in itinerary.stops)
