"""Optional work that gets too few people done is given up, unless a target needs it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimizer.campaign.decisions import Decisions, Opening, Stop
from optimizer.campaign.forecast import forecast
from optimizer.campaign.low_yields import without_low_yields
from optimizer.world.calendar import DayShift
from optimizer.world.world import LeastYields, World
from tests.worlds.tiny import Turnout, tiny_world

WORLD = tiny_world(
    Turnout(days=7, first_day="2024-04-01", people=(200, 150), targets=(20, 15), home_visits=4, reserve=2)
)
"""One ISO week, of which Saturday and Sunday are reserve."""
TAN_PHU, THUAN_PHU = WORLD.posts
MORNINGS = tuple(Opening(TAN_PHU, DayShift(day, 0), 2, 0) for day in range(7))
EVENING = Opening(TAN_PHU, DayShift(0, 1), 2, 0)
LATE = Opening(TAN_PHU, DayShift(5, 1), 2, 0)


def kept(world: World, *openings: Opening, stops: tuple[Stop, ...] = ()) -> Decisions:
    decisions = Decisions((*MORNINGS, *openings), stops, {})
    found, followed = without_low_yields(world, decisions, forecast(world, decisions))
    assert followed == forecast(world, found)
    return found


def with_least(**least: float) -> World:
    """Nothing is too little but what is said."""
    nothing = {"visit": 0.0, "second_officer": 0.0, "loan": 0.0}
    return replace(WORLD, least_yields=LeastYields(**nothing | least))


def with_target(world: World, people: float) -> World:
    return replace(world, pools={key: replace(pool, target=people) for key, pool in world.pools.items()})


def test_an_evening_that_too_few_come_to_is_given_up() -> None:
    people = forecast(WORLD, Decisions((*MORNINGS, EVENING), (), {})).openings[1].expected_done
    assert 1.0 < people < 15.0
    assert EVENING not in kept(with_least(second_officer=people + 0.1), EVENING).openings
    assert EVENING in kept(with_least(second_officer=people - 0.1), EVENING).openings


def test_what_a_target_needs_stays() -> None:
    world = with_target(with_least(second_officer=100.0), 150.0)
    assert kept(world, EVENING).openings == (*MORNINGS, EVENING)


def test_no_more_is_given_up_than_the_target_can_spare() -> None:
    reached = forecast(WORLD, Decisions((*MORNINGS, EVENING), (), {})).cumulative(*TAN_PHU.pool, WORLD.finish_by)
    world = with_target(with_least(second_officer=100.0), reached - 12.0)
    found = kept(world, EVENING)
    assert len(found.openings) < len(MORNINGS) + 1
    assert forecast(world, found).cumulative(*TAN_PHU.pool, world.finish_by) >= reached - 12.0 - 1e-6


def test_reserve_standing_duties_and_the_last_desk_of_a_week_stay() -> None:
    world = with_least(second_officer=100.0)
    found = kept(world, LATE)
    assert {MORNINGS[5], MORNINGS[6], LATE} <= set(found.openings)
    standing = replace(TAN_PHU, must_open=frozenset({EVENING.day_shift}))
    duty = replace(EVENING, post=standing)
    assert duty in kept(replace(world, posts=(standing, THUAN_PHU)), duty).openings
    alone = Decisions((EVENING,), (), {})
    assert without_low_yields(with_target(world, 0.0), alone, forecast(world, alone))[0] is alone


def test_an_officer_on_loan_is_worth_more_people() -> None:
    lent = replace(EVENING, officers=1, helpers=1, borrowed=("thuan_phu",))
    assert lent not in kept(with_least(loan=100.0), lent).openings
    assert replace(lent, borrowed=()) in kept(with_least(loan=100.0), replace(lent, borrowed=())).openings


@pytest.mark.parametrize(("least", "is_kept"), [(100.0, False), (0.5, True)])
def test_a_visit_is_worth_so_many_people_a_day(least: float, is_kept: bool) -> None:
    (programme,) = WORLD.programmes
    stop = Stop(programme, programme.places[0], min(programme.day_shifts[programme.places[0]]))
    found = kept(with_least(visit=least), stops=(stop,))
    assert bool(found.stops) is is_kept


def test_where_the_earliest_day_is_sought_everything_stays() -> None:
    world = replace(with_least(second_officer=100.0), seeks_earliest=True)
    assert kept(world, EVENING).openings == (*MORNINGS, EVENING)
