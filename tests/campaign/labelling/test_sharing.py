"""What places share: never more than there is, in whole numbers."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.campaign.allocation.allocation import Allocation
from optimizer.campaign.planner import CampaignPlanner
from optimizer.world.world import World
from tests.worlds.tiny import Turnout, tiny_world

SHARING = Turnout((0.1, 0.1), (0.02, 0.05), people=(120, 90), targets=(40, 30), invited_a_week=20, home_visits=4)


def planner_of(turnout: Turnout) -> CampaignPlanner:
    return CampaignPlanner(tiny_world(turnout), {}, threads=2, seed=1)


def shares_of(planner: CampaignPlanner) -> Allocation:
    (component,) = planner.share_anew(planner.plan()).components
    return component.refinement.allocation


def assert_within_what_there_is(world: World, shares: Allocation) -> None:
    invited: Counter[tuple[str, str]] = Counter()
    for (week, name, _), people in shares.invitations.items():
        assert isinstance(people, int)
        assert people >= 0
        invited[week, name] += people
    capacity = {organisation.id: organisation.weekly_capacity for organisation in world.organisations}
    assert all(people <= capacity[name] for (_, name), people in invited.items())
    visits: Counter[tuple[str, str]] = Counter()
    by_place: Counter[tuple[str, str]] = Counter()
    for (name, place, week), number in shares.home_visits.items():
        assert isinstance(number, int)
        visits[name, week] += number
        by_place[name, place] += number
    for programme in world.programmes:
        day_shifts = set().union(*programme.day_shifts.values())
        for week in world.weeks:
            there_are = sum(world.week_of(day_shift) == week for day_shift in day_shifts)
            assert visits[programme.id, week] <= there_are
        assert all(by_place[programme.id, place] <= programme.maximum_visits for place in programme.places)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(
    st.sampled_from([1, 7, 20, 60]),
    st.sampled_from([0, 3, 9]),
    st.tuples(st.integers(5, 60), st.integers(5, 45)),
    st.sampled_from(["easy", "hard"]),
)
def test_capacity_is_kept(invited: int, home_visits: int, targets: tuple[int, int], sought: str) -> None:
    turnout = replace(SHARING, invited_a_week=invited, home_visits=home_visits, targets=targets, sought=sought)
    planner = planner_of(turnout)
    assert_within_what_there_is(planner.world, shares_of(planner))


def test_sharing_anew_is_never_worse() -> None:
    planner = planner_of(SHARING)
    first = planner.plan()
    second = planner.share_anew(first)
    assert planner.shortfall(second) <= planner.shortfall(first) + 1e-3
    if planner.shortfall(second) == pytest.approx(planner.shortfall(first), abs=1e-3):
        assert planner.burden(second) <= planner.burden(first)


def test_the_poor_place_gets_the_invitations() -> None:
    """One place reaches its target at no burden, the other must open evenings: the invited go to the other."""
    planner = planner_of(replace(SHARING, targets=(1, 40), home_visits=0))
    shares = shares_of(planner)
    invited: Counter[str] = Counter()
    for (_, _, place), people in shares.invitations.items():
        invited[place] += people
    assert invited["thuan_phu"] > invited["tan_phu"]
