"""Single weeks of a pool, for tests of their patterns and effects."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

from optimizer.campaign.allocation.shift_classes import merged_classes, shift_classes
from optimizer.campaign.labelling.pool_week import PoolWeek
from optimizer.campaign.labelling.week_patterns import AvailableCrew
from optimizer.campaign.service.least_queues import largest_shares
from optimizer.world.calendar import DayShift
from tests.worlds.tiny import Turnout, tiny_world

PLENTY = AvailableCrew(minutes=10_000, helper_shifts=0, loans=0, loan_burden=1.0, loan_minutes=240)
HOURS = 240
"""Minutes of each shift."""


def pool_week(turnout: Turnout, crew: AvailableCrew = PLENTY) -> PoolWeek:
    """The first week of the first commune."""
    world = tiny_world(turnout)
    pool = next(iter(world.pools.values()))
    week = world.weeks[0]
    classes = [
        each
        for each in shift_classes(world)
        if each.post.pool == pool.key and each.week == week and not each.is_reserve
    ]
    return PoolWeek(world, pool, week, merged_classes(classes, pool), crew, largest_shares(world, pool))


def every_choice(week: PoolWeek) -> Iterator[tuple[list[DayShift], tuple[int, ...]]]:
    """Sets of open day-shifts with the counts of their classes."""
    options = []
    for each in week.classes:
        must = [day_shift for day_shift in each.day_shifts if day_shift in each.post.must_open]
        may = [day_shift for day_shift in each.day_shifts if day_shift not in each.post.must_open]
        options.append([(*must, *some) for size in range(len(may) + 1) for some in combinations(may, size)])
    for chosen in product(*options):
        yield sorted(day_shift for some in chosen for day_shift in some), tuple(map(len, chosen))
