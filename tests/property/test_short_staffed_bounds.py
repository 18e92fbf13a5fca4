"""Bounds where desks, visits and loans compete for officers' hours, against every plan there is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.campaign.planner import CampaignPlanner
from optimizer.campaign.tier_values import shortfall_terms
from optimizer.scenario.compiling import compile_world
from tests.worlds.short_staffed import EveryStaffing, Shortage, short_staffed

SLACK = 1e-6


def compare(shortage: Shortage) -> tuple[float, float, float]:
    """Hold the bounds against the best of all plans; what the plan misses, what is proved, and what the best misses."""
    scenario = short_staffed(shortage)
    world = compile_world(scenario)
    planner = CampaignPlanner(world, scenario.rules, threads=1, seed=1).beside_desks()
    plan = planner.plan()
    missing = sum(shortfall_terms(world, plan.forecast).values())
    every = EveryStaffing(world, shortage)
    least, cheapest = every.best(missing)
    assert least <= missing + SLACK
    planner.prove(0.0, missing)
    proved = planner.shortfall_bound + planner.itinerary.shortfall_bound
    assert proved <= least + SLACK
    journeys, bound = planner.journeys_bound(missing), planner.desks_bound(0.0, missing)
    for _ in range(4):
        assert journeys + bound.improve() <= cheapest + SLACK
    return missing, proved, least


CHAIN, CIRCLE = ((0, 1), (1, 2)), ((0, 1), (1, 2), (2, 0))


@st.composite
def shortages(draw: st.DrawFn) -> Shortage:
    """Two communes that are visited."""
    return Shortage(
        shifts=draw(st.tuples(st.integers(1, 3), st.integers(1, 3))),
        targets=draw(st.tuples(st.integers(5, 60), st.integers(5, 60))),
        arrival=draw(st.sampled_from([0.05, 0.3])),
        lent=draw(st.sampled_from([(), ((0, 1),), ((0, 1), (1, 0))])),
        visits=draw(st.integers(1, 2)),
        visited_target=draw(st.sampled_from([4, 10])),
    )


@st.composite
def lendings(draw: st.DrawFn) -> Shortage:
    """Three communes that lend each other officers."""
    return Shortage(
        shifts=draw(st.tuples(st.integers(0, 4), st.integers(1, 3), st.integers(1, 3))),
        targets=draw(st.tuples(st.integers(1, 60), st.integers(5, 60), st.integers(5, 60))),
        arrival=draw(st.sampled_from([0.05, 0.3])),
        lent=draw(st.sampled_from([CHAIN, CIRCLE, (*CHAIN, (0, 2))])),
        days=3,
    )


@settings(max_examples=25, deadline=None, derandomize=True)
@given(shortages())
def test_visits_take_officers_from_desks(shortage: Shortage) -> None:
    compare(shortage)


@settings(max_examples=20, deadline=None, derandomize=True)
@given(lendings())
def test_whoever_lends_may_borrow(shortage: Shortage) -> None:
    compare(shortage)


def test_an_officer_reaches_the_third_place_by_way_of_the_second() -> None:
    """Nobody wants the first, whose officer goes to the second, whose own goes to the third."""
    chain = Shortage((4, 2, 1), (1, 40, 60), 0.3, CHAIN, days=3)
    _, proved, least = compare(chain)
    apart = compare(replace(chain, lent=((0, 1),)))
    assert least < apart[2] - 1.0
    assert proved <= least


@pytest.mark.parametrize(
    "shortage",
    [
        Shortage((2, 2), (60, 60), 0.3, visits=2, days=5),
        Shortage((2,), (80,), 0.1, visits=3, visited_target=14, days=7, first_day="2024-04-04"),
    ],
)
def test_visits_are_dated_where_desks_miss_their_officers_least(shortage: Shortage) -> None:
    """Two visits in one week take one crew from the desk, in two weeks two; and some visits are not worth a crew."""
    missing, _, least = compare(shortage)
    assert missing == pytest.approx(least)
