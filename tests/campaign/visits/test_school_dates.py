"""Dates of school visits, and the itinerary, against every choice there is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.campaign.allocation.linear_model import least_journey_burden
from optimizer.campaign.assembly import shortfall_terms
from optimizer.campaign.decisions import Decisions, Stop
from optimizer.campaign.forecast import forecast
from optimizer.campaign.part_planner import Effort
from optimizer.campaign.planner import CampaignPlanner
from optimizer.campaign.visits.itinerary import plan_itinerary
from optimizer.campaign.visits.journeys import plan_journeys
from optimizer.campaign.visits.school_dates import date_choices
from optimizer.scenario.compiling import compile_world
from optimizer.scenario.schema import Scenario
from optimizer.world.calendar import Period
from optimizer.world.work import Programme
from optimizer.world.world import World
from tests.worlds.small import small_world

FIRST = date(2024, 4, 1)
SLACK = 1e-6


def schools_world(birthdays: tuple[tuple[int, ...], ...], days: int, visits: int, attendance: float) -> World:
    """Schools whose pupils turn 14 so many days after the first; the team has one shift a day."""
    data = small_world(1, days, 3, first_day=FIRST.isoformat(), mobile_team=True)
    data["calendar"] = {}
    school = data["places"].pop("school_1")
    names = []
    for number, offsets in enumerate(birthdays):
        pupils = {(FIRST + timedelta(days=each)).replace(year=2010).isoformat(): 5 + each for each in set(offsets)}
        names.append(f"school_{number}")
        data["places"][names[-1]] = school | {"name": f"Trường {number}", "pupils": pupils}
    data["visits"] = {
        "schools": data["visits"]["schools"]
        | {"places": names, "shifts": ["morning"], "maximum_visits": visits, "attendance_in_term": attendance}
    }
    del data["places"]["tan_phu"]["pools"]["id_card"]
    data["campaign"]["finish_by"] = data["campaign"]["last_day"]
    return compile_world(Scenario.model_validate(data))


def every_itinerary(programme: Programme) -> Iterator[tuple[Stop, ...]]:
    """Any days per school, up to the visits it may have; one school a day."""
    options = []
    for place in programme.places:
        days = sorted({period.day for period in programme.periods[place]})
        options.append(
            [(place, chosen) for size in range(programme.maximum_visits + 1) for chosen in combinations(days, size)]
        )
    for chosen in product(*options):
        taken = [day for _, days in chosen for day in days]
        if len(taken) == len(set(taken)):
            yield tuple(Stop(programme, place, Period(day, 0)) for place, days in chosen for day in days)


def missed(world: World, stops: tuple[Stop, ...]) -> float:
    followed = forecast(world, Decisions((), stops))
    return sum(
        school.weight * max(0.0, school.countable - followed.cumulative(*key, len(world.days) - 1))
        for key, school in ((school_key(world, place), school) for place, school in world.schools.items())
    )


def school_key(world: World, place: str) -> tuple[str, str]:
    return place, world.schools[place].stream


def burden(world: World, stops: tuple[Stop, ...]) -> float:
    weights = world.weights
    return sum(
        journey.stop.programme.team.crew_size
        * (
            weights.travel_hour * journey.travel_minutes
            + weights.overtime_hour * max(0, journey.end_minute - journey.start_minute - 480)
        )
        / 60
        for journey in plan_journeys(world, stops)
    )


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
    itinerary = plan_itinerary(world, effort=4.0, seed=1)
    assert missed(world, itinerary.stops) == pytest.approx(least, abs=0.01)
    assert itinerary.shortfall_bound <= least + SLACK
    as_good = [stops for misses, stops in every if misses <= least + SLACK]
    assert itinerary.burden_bound(0.0) <= min(burden(world, stops) for stops in as_good) + SLACK
    choices = date_choices(world, programme, dict.fromkeys(range(days), 1))
    assert choices.bound <= least + SLACK
    for extra in (0.0, 1.0, 5.0):
        slack = least - choices.bound + extra
        for place in programme.places:
            fewest = min(
                sum(stop.place == place for stop in stops) for misses, stops in every if misses <= least + extra + SLACK
            )
            assert choices.least_visits(place, slack) <= fewest


def test_a_school_visited_once_or_twice() -> None:
    """Five pupils are 14 at the start and nine turn 14 on the fifth day, and two in a hundred fail.

    The fifth day alone leaves 14 · 0.02 = 0.28; a day before it serves 4.9, and the fifth then leaves 9.1 · 0.02.
    """
    world = schools_world(((0, 4),), 5, 2, 1.0)
    choices = date_choices(world, world.programmes[0], dict.fromkeys(range(5), 1))
    assert choices.bound == pytest.approx(0.182)
    assert [choices.least_visits("school_0", slack) for slack in (0.0, 0.05, 0.1, 13.0, 14.0)] == [2, 2, 1, 1, 0]


TRAVEL = 30
"""Minutes one way."""


@pytest.mark.parametrize(
    ("weights", "most_shifts", "least"),
    [
        ({"travel_hour": 1.0, "overtime_hour": 0.0}, 1, 1.0),
        ({"travel_hour": 1.0, "overtime_hour": 0.0}, 2, 0.5),
        ({"travel_hour": 1.0, "overtime_hour": 1.0}, 2, 1.0),
        ({"travel_hour": 0.0, "overtime_hour": 1.0}, 1, 0.0),
        ({"travel_hour": 2.0, "overtime_hour": 0.5}, 3, min(2.0, 2.5 / 2, 4.5 / 3)),
    ],
)
def test_a_shift_away_carries_at_least(weights: dict[str, float], most_shifts: int, least: float) -> None:
    """An hour there and back; two shifts and the way are an hour above eight, three shifts five."""
    data = small_world(1, 3, 2, mobile_team=True)
    data["objectives"] = {"burden": weights}
    data["travel"] = {"speed_km_per_hour": 30.0}
    data["places"]["district"]["road_km"] = {"tan_phu": 15.0}
    world = compile_world(Scenario.model_validate(data))
    assert world.travel_minutes["district", "tan_phu"] == TRAVEL
    assert least_journey_burden(world, "district", "tan_phu", most_shifts) == pytest.approx(least)


@pytest.mark.parametrize("communes", [2, 3, 4])
def test_journeys_of_the_plan_carry_no_less_than_the_bound(communes: int) -> None:
    """Schools and communes together, journeys weighed as the plan's own."""
    data = small_world(communes, 8, 4, first_day=FIRST.isoformat())
    data["visits"].pop("homes")
    planner = CampaignPlanner(compile_world(Scenario.model_validate(data)), {}, Effort(), seed=1)
    plan = planner.plan()
    at_desks = sum(planner.world.shift_burden(o.period) * o.officers for o in plan.decisions.openings)
    assert planner.itinerary.stops
    planner.prove(0.0)
    bound = planner.journeys_bound(sum(shortfall_terms(planner.world, plan.forecast).values()))
    assert (bound > 0.0) == (communes < 4)
    assert bound <= planner.burden(plan) - at_desks + SLACK
