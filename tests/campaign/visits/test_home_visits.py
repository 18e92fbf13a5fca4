"""Home visits counted per week get their days."""

from __future__ import annotations

from dataclasses import replace

from optimizer.campaign.visits.home_visits import place_home_visits
from optimizer.world.calendar import DayShift
from optimizer.world.world import World
from tests.worlds.tiny import Turnout, tiny_world


def homes_world(maximum_visits: int = 2) -> World:
    """Friday to Sunday, mornings and evenings, in two communes."""
    world = tiny_world(Turnout(days=3, first_day="2024-04-05", home_visits=5))
    homes = world.programmes[0]
    allowed = frozenset(DayShift(day, shift) for day in range(3) for shift in range(2))
    day_shifts = dict.fromkeys(homes.places, allowed)
    return replace(world, programmes=(replace(homes, day_shifts=day_shifts, maximum_visits=maximum_visits),))


def test_whole_days_come_first() -> None:
    """Two shifts at Tân Phú share one journey on Friday; the one at Thuận Phú is on the next day that is free."""
    world = homes_world()
    week = world.weeks[0]
    stops = place_home_visits(world, {("homes", "thuan_phu", week): 1, ("homes", "tan_phu", week): 2})
    assert [(stop.place, stop.day_shift) for stop in stops] == [
        ("tan_phu", DayShift(0, 0)),
        ("tan_phu", DayShift(0, 1)),
        ("thuan_phu", DayShift(1, 0)),
    ]


def test_no_place_is_visited_on_more_days_than_it_may_be() -> None:
    """Five shifts are asked for, but one day has only two."""
    world = homes_world(maximum_visits=1)
    stops = place_home_visits(world, {("homes", "tan_phu", world.weeks[0]): 5})
    assert len(stops) == 2
    assert len({stop.day_shift.day for stop in stops}) == 1
