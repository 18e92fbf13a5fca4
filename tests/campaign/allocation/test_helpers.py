"""Helpers are placed where as many as possible can stand, within their days and shifts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.campaign.allocation.helpers import PostShift, helper_shifts, with_helpers_there_are
from optimizer.campaign.decisions import Opening
from optimizer.scenario.compiling import compile_world
from optimizer.scenario.schema import Scenario
from optimizer.world.calendar import DayShift
from optimizer.world.world import World
from tests.worlds.small import small_world


def world_with(helpers: Mapping[str, Any], days: int = 2) -> World:
    data = small_world(2, days, 2, mobile_team=False)
    data["helpers"] = {name: {"name": name, **each} for name, each in helpers.items()}
    return compile_world(Scenario.model_validate(data))


def opening(world: World, post: str, day: int, shift: int, helpers: int = 1) -> Opening:
    return Opening(next(each for each in world.posts if each.id == post), DayShift(day, shift), 1, helpers)


def most_placed(world: World, openings: list[Opening]) -> int:
    """By trying everything."""
    duties = [(o.day_shift, o.post.id) for o in openings for _ in range(o.helpers)]

    @cache
    def most(number: int, held: frozenset[tuple[str, DayShift, str]]) -> int:
        if number == len(duties):
            return 0
        day_shift, post = duties[number]
        best = most(number + 1, held)
        for helper in world.helpers:
            mine = [entry for entry in held if entry[0] == helper.id]
            is_free = all(entry[1] != day_shift for entry in mine) and len(mine) < helper.shifts_per_week
            is_there = world.days[day_shift.day].date not in helper.unavailable
            if post in helper.posts and is_free and is_there:
                best = max(best, 1 + most(number + 1, held | {(helper.id, day_shift, post)}))
        return best

    return most(0, frozenset())


def assert_lawful(world: World, placed: Mapping[PostShift, tuple[str, ...]]) -> None:
    helpers = {helper.id: helper for helper in world.helpers}
    shifts: Counter[str] = Counter()
    busy: Counter[tuple[str, DayShift]] = Counter()
    for (day_shift, post), names in placed.items():
        assert len(set(names)) == len(names)
        for name in names:
            assert post in helpers[name].posts
            assert world.days[day_shift.day].date not in helpers[name].unavailable
            shifts[name] += 1
            busy[name, day_shift] += 1
    assert all(shifts[name] <= helpers[name].shifts_per_week for name in shifts)
    assert max(busy.values(), default=0) <= 1


posts = st.sampled_from([["desk_tan_phu"], ["desk_thuan_phu"], ["desk_tan_phu", "desk_thuan_phu"]])
helpers = st.fixed_dictionaries(
    {"posts": posts, "shifts_per_week": st.integers(0, 3)},
    optional={"unavailable": st.just({"away": {"first_day": "2024-04-05", "last_day": "2024-04-05"}})},
)
duties = st.tuples(
    st.sampled_from(["desk_tan_phu", "desk_thuan_phu"]), st.integers(0, 1), st.integers(0, 2), st.integers(1, 2)
)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(helpers, min_size=1, max_size=3), st.lists(duties, max_size=5, unique_by=lambda duty: duty[:3]))
def test_as_many_as_any_placement(offered: list[dict[str, Any]], wanted: list[tuple[str, int, int, int]]) -> None:
    world = world_with({f"helper_{number}": each for number, each in enumerate(offered)})
    openings = [opening(world, *duty) for duty in wanted]
    placed = helper_shifts(world, openings)
    assert_lawful(world, placed)
    assert sum(map(len, placed.values())) == most_placed(world, openings)
    crews = with_helpers_there_are(world, openings)
    for before, after in zip(openings, crews, strict=True):
        assert after.officers + after.helpers == before.officers + before.helpers
        assert after.helpers == len(placed.get((after.day_shift, after.post.id), ()))


@pytest.mark.parametrize("order", [("both", "one"), ("one", "both")])
def test_a_helper_moves_to_make_room(order: tuple[str, str]) -> None:
    """Who may stand at both desks gives way to who may stand at one only."""
    known = {
        "both": {"posts": ["desk_tan_phu", "desk_thuan_phu"], "shifts_per_week": 1},
        "one": {"posts": ["desk_tan_phu"], "shifts_per_week": 1},
    }
    world = world_with({name: known[name] for name in order})
    placed = helper_shifts(world, [opening(world, "desk_tan_phu", 0, 0), opening(world, "desk_thuan_phu", 0, 1)])
    assert placed == {(DayShift(0, 0), "desk_tan_phu"): ("one",), (DayShift(0, 1), "desk_thuan_phu"): ("both",)}


def test_fewer_openings_keep_their_helpers() -> None:
    """Dropping any opening leaves as many helpers at the others."""
    world = world_with(
        {
            "an": {"posts": ["desk_tan_phu"], "shifts_per_week": 2},
            "binh": {"posts": ["desk_tan_phu", "desk_thuan_phu"], "shifts_per_week": 3},
        }
    )
    openings = [
        opening(world, post, day, shift)
        for post in ("desk_tan_phu", "desk_thuan_phu")
        for day, shift in ((0, 0), (0, 1), (1, 0))
    ]
    crews = with_helpers_there_are(world, openings)
    assert sum(crew.helpers for crew in crews) == 5
    for dropped in crews:
        rest = [crew for crew in crews if crew is not dropped]
        assert with_helpers_there_are(world, rest) == tuple(rest)


def test_of_two_helpers_the_one_who_had_the_evening_does_not_have_the_morning() -> None:
    world = world_with({name: {"posts": ["desk_tan_phu"], "shifts_per_week": 5} for name in ("an", "binh")}, days=3)
    post = world.posts[0].id
    evening = next(number for number, shift in enumerate(world.shifts) if shift.is_evening)
    shifts = [(0, evening), (1, 0), (1, evening), (2, 0)]
    placed = helper_shifts(world, [opening(world, post, *each) for each in shifts])
    names = [placed[DayShift(*each), post][0] for each in shifts]
    assert names[0] != names[1]
    assert names[2] != names[3]
