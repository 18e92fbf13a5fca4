"""Invitations that can be passed on: whole tens, steady, and nobody more is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.campaign.decisions import Decisions, InvitationKey, Opening
from optimizer.campaign.forecast import forecast
from optimizer.campaign.steadying.scope import InvitationScope
from optimizer.campaign.steadying.steadying import steadied
from optimizer.campaign.steadying.whole_numbers import InvitationRepair, rounded
from optimizer.campaign.tier_values import pool_shortfall
from optimizer.run.practicality import moved_share
from optimizer.world.calendar import DayShift
from optimizer.world.ids import PlaceId, StreamId
from optimizer.world.world import World
from tests.worlds.tiny import Turnout, tiny_world

WORLD = tiny_world(
    Turnout(days=28, first_day="2024-04-01", invited_a_week=65, people=(900, 600), targets=(150, 100), reserve=7)
)
"""Four ISO weeks, of which the last is reserve."""
ACTIVATION = StreamId("activation")
A, B = (PlaceId(name) for name in ("tan_phu", "thuan_phu"))
OPENINGS = tuple(
    Opening(post, DayShift(day.index, 0), 2, 0) for day in WORLD.days for post in WORLD.posts if day.index % 7 < 5
)


def decisions(*weeks: tuple[int, int], openings: tuple[Opening, ...] = OPENINGS) -> Decisions:
    """People whom the union invites to either commune, week by week."""
    invitations: dict[InvitationKey, int] = {}
    for week, numbers in zip(WORLD.weeks, weeks, strict=True):
        for place, number in zip((A, B), numbers, strict=True):
            if number:
                invitations[week, "youth_union", place] = number
    return Decisions(openings, (), invitations)


def moved(found: Decisions) -> float:
    """Share of the invited who are more than in the week before."""
    people = {(name, week, str(place)): number for (week, name, place), number in found.invitations.items()}
    return moved_share(people, WORLD.organisations, WORLD.weeks)


def missing(world: World, found: Decisions) -> float:
    return pool_shortfall(world, forecast(world, found))


HOPPING = decisions((65, 0), (0, 65), (65, 0), (0, 65))


def test_who_hops_from_place_to_place_becomes_steady() -> None:
    found = steadied(WORLD, HOPPING, {})
    assert moved(HOPPING) == 1.0
    assert moved(found) < 0.2
    assert all(number % 10 in (0, 5) for number in found.invitations.values())
    assert found.openings == HOPPING.openings


def with_targets(world: World, found: Decisions, spare: float) -> World:
    """The world with targets that are just reached, with so many people to spare in each commune."""
    followed = forecast(world, found)
    pools = {
        key: replace(pool, target=max(0.0, followed.cumulative(*key, world.finish_by) - spare))
        for key, pool in world.pools.items()
    }
    return replace(world, pools=pools)


WEEK = st.tuples(st.integers(0, 65), st.integers(0, 65)).filter(lambda numbers: sum(numbers) <= 65)


@settings(deadline=None, max_examples=25)
@given(st.tuples(WEEK, WEEK, WEEK, WEEK), st.sampled_from([-5.0, 0.0, 1.0, 8.0]))
def test_nobody_more_is_missing_and_nobody_invites_more_than_they_can(
    weeks: tuple[tuple[int, int], ...], spare: float
) -> None:
    before = decisions(*weeks)
    world = with_targets(WORLD, before, spare)
    found = steadied(world, before, {})
    assert missing(world, found) <= missing(world, before) + 1e-6
    a_week: Counter[str] = Counter()
    for (week, _, _), number in found.invitations.items():
        assert number > 0
        a_week[week] += number
    assert max(a_week.values(), default=0) <= 65
    odd = Counter(week for (week, _, _), number in found.invitations.items() if number % 10)
    assert found is before or max(odd.values(), default=0) <= 1


def test_a_place_with_more_to_reach_than_its_target_reaches_it() -> None:
    reached = forecast(WORLD, HOPPING).cumulative(A, ACTIVATION, WORLD.finish_by)
    found = steadied(WORLD, HOPPING, {(A, ACTIVATION): reached})
    assert forecast(WORLD, found).cumulative(A, ACTIVATION, WORLD.finish_by) >= reached - 1e-6


def test_nobody_is_invited_to_a_closed_desk() -> None:
    second = WORLD.weeks[1]
    openings = tuple(each for each in OPENINGS if each.post.place != A or WORLD.week_of(each.day_shift) != second)
    found = steadied(WORLD, decisions((65, 0), (0, 65), (65, 0), (0, 65), openings=openings), {})
    assert (second, "youth_union", A) not in found.invitations


def test_where_the_time_is_up_invitations_stay() -> None:
    assert steadied(WORLD, HOPPING, {}, lambda: True) is HOPPING


def test_without_choice_between_places_there_is_nothing_to_do() -> None:
    alone = replace(WORLD, organisations=tuple(replace(each, places=(A,)) for each in WORLD.organisations))
    assert steadied(alone, HOPPING, {}) is HOPPING


@pytest.mark.parametrize(
    ("found", "whole"),
    [({A: 24.0, B: 36.0}, {A: 20, B: 40}), ({A: 33.0, B: 32.0}, {A: 30, B: 30}), ({A: 4.0, B: 3.0}, {A: 10})],
)
def test_remainders_make_whole_tens(found: Mapping[PlaceId, float], whole: Mapping[PlaceId, int]) -> None:
    scope = InvitationScope(WORLD, HOPPING)
    numbers = {key: found[key[2]] if key[0] == WORLD.weeks[0] else 0.0 for key in scope.keys}
    assert {key[2]: number for key, number in rounded(scope, numbers).items()} == whole


def test_a_ten_moves_to_the_place_that_misses_somebody_from_one_that_can_spare_it() -> None:
    scope = InvitationScope(WORLD, HOPPING)
    worth = {(week, pool): 0.9 for week in WORLD.weeks for pool in scope.pools}
    invited = dict(decisions((30, 30), (30, 30), (30, 30), (30, 30)).invitations)
    repair = InvitationRepair(scope, worth)
    found = repair.repaired(invited, [0.5, -20.0])
    assert found is not None
    assert sum(number for key, number in found.items() if key[2] == A) == 130
    assert repair.repaired(invited, [0.5, -0.1]) is None
