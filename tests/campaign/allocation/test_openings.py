"""Counts per week become days and crews."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from optimizer.campaign.allocation.allocation import Allocation
from optimizer.campaign.allocation.openings import choose_openings
from optimizer.campaign.allocation.shift_classes import ShiftClass, shift_classes
from optimizer.world.world import World
from tests.worlds.tiny import Turnout, tiny_world

WEEKEND = Turnout(days=3, first_day="2024-04-05", helper_shifts=2)
"""Friday to Sunday."""


def class_of(world: World, day_type: str, shift: str) -> ShiftClass:
    """The class of the first post."""
    return next(
        each
        for each in shift_classes(world)
        if each.post is world.posts[0] and (each.day_type, each.shift) == (day_type, shift)
    )


def allocation(**counts: Any) -> Allocation:
    nothing: dict[str, Any] = {"shifts": {}, "helpers": {}, "lacking": {}, "loans": {}, "invitations": {}}
    return Allocation(**nothing | {"home_visits": {}, "expected": {}, "value": 0.0} | counts)


def with_neighbour(world: World, leave: frozenset[int] = frozenset()) -> World:
    """The world with one officer of the second commune who may be lent to the first."""
    first = next(officer for officer in world.officers if officer.unit == "thuan_phu")
    lent = replace(first, lent_to=frozenset({"tan_phu"}), leave=leave)
    return replace(world, officers=tuple(lent if each is first else each for each in world.officers))


def test_the_day_with_more_officers_present_opens() -> None:
    """Half of the unit is on leave on Saturday, so of the weekend's two mornings Sunday's opens."""
    world = tiny_world(WEEKEND)
    own = [officer for officer in world.officers if officer.unit == "tan_phu"]
    away = {officer.id for officer in own[: len(own) // 2]}
    officers = tuple(replace(each, leave=frozenset({1})) if each.id in away else each for each in world.officers)
    world = replace(world, officers=officers)
    mornings = class_of(world, "weekend", "morning")
    opened = choose_openings(world, allocation(shifts={mornings: 1}))
    assert [opening.day_shift.day for opening in opened] == [2]


def test_what_must_be_open_opens_first() -> None:
    world = tiny_world(replace(WEEKEND, standing=True))
    morning = class_of(world, "weekday", "morning")
    opened = choose_openings(world, allocation(shifts={morning: 1}, lacking={morning: 1}))
    assert [(opening.day_shift.day, opening.officers, opening.helpers) for opening in opened] == [(0, 1, 0)]


def test_helpers_and_loans_are_given_to_the_crews() -> None:
    """Both weekend mornings with a helper each, and one officer of the two from the neighbour."""
    world = with_neighbour(tiny_world(WEEKEND))
    mornings = class_of(world, "weekend", "morning")
    loans = {("thuan_phu", mornings.post.id, mornings.week): 1}
    opened = choose_openings(world, allocation(shifts={mornings: 2}, helpers={mornings: 2}, loans=loans))
    assert [(opening.officers, opening.helpers) for opening in opened] == [(1, 1), (1, 1)]
    assert sorted(opening.borrowed for opening in opened) == [(), ("thuan_phu",)]


def test_nobody_is_lent_to_a_desk_twice_at_a_time_or_while_on_leave() -> None:
    """One neighbour may be lent, and is away on Saturday: of three shifts asked for there is Sunday's alone."""
    world = with_neighbour(tiny_world(WEEKEND), leave=frozenset({1}))
    mornings = class_of(world, "weekend", "morning")
    loans = {("thuan_phu", mornings.post.id, mornings.week): 3}
    opened = choose_openings(world, allocation(shifts={mornings: 2}, loans=loans))
    assert {opening.day_shift.day: opening.borrowed for opening in opened} == {1: (), 2: ("thuan_phu",)}


def _helped(mornings_with_helper: int) -> list[tuple[int, int]]:
    """Day and shift of each opening with a helper: of the weekend's mornings, and of one of its evenings."""
    world = tiny_world(replace(WEEKEND, helper_shifts=5))
    mornings, evenings = class_of(world, "weekend", "morning"), class_of(world, "weekend", "evening")
    helpers = {mornings: mornings_with_helper, evenings: 1}
    opened = choose_openings(world, allocation(shifts={mornings: 2, evenings: 1}, helpers=helpers))
    return [(opening.day_shift.day, opening.day_shift.shift) for opening in opened if opening.helpers]


def test_the_evening_with_a_helper_is_none_before_the_helpers_morning() -> None:
    """Of Saturday's evening and Sunday's, Sunday's opens: on Sunday morning the helper is there already."""
    assert _helped(2) == [(1, 0), (2, 0), (2, 1)]


def test_the_morning_after_a_helpers_evening_is_an_officers() -> None:
    (_, _), (day, shift) = helped = _helped(1)
    assert helped[0][0] == day or (helped[0][1], shift) != (1, 0)
