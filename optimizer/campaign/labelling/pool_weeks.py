"""The weeks of one pool: who can man its posts in each, and whom its own organisations bring."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np

from optimizer.campaign.allocation.hours import Hours
from optimizer.campaign.allocation.linear_model import Allocation
from optimizer.campaign.allocation.shift_classes import ShiftClass
from optimizer.campaign.labelling.week_patterns import Array, PoolWeek, Staff, merged_classes
from optimizer.world.work import Pool, Post
from optimizer.world.world import World

StaffOfWeek = Callable[[str, Sequence[Post], Sequence[ShiftClass]], Staff]
"""Week, posts of the pool, and its classes after ``finish_by`` in that week, to who can man the week."""

MOST_LOANS = 21
"""Officer-shifts that a post may borrow in a week."""


def planned_weeks(
    world: World, classes: Sequence[ShiftClass], hours: Hours, allocation: Allocation, pool: Pool
) -> list[PoolWeek]:
    """The weeks up to ``finish_by``, staffed with what the allocation leaves this pool of its unit's hours."""

    def staff(week: str, posts: Sequence[Post], reserve: Sequence[ShiftClass]) -> Staff:
        minutes = -sum(each.minutes * each.post.crew_size * each.standing for each in reserve)
        for unit in {post.unit for post in posts}:
            minutes += hours.capacity.get((unit, week), 0) - hours.committed.get((unit, week), 0)
            minutes -= _taken_elsewhere(world, allocation, pool, unit, week)
        names = {post.id for post in posts}
        loans = sum(n for (_, post, lent), n in allocation.loans.items() if post in names and lent == week)
        shortest = min(shift.minutes for shift in world.shifts)
        return Staff(minutes, _helper_shifts(world, names, week), loans, world.weights.loan, shortest)

    return _weeks(world, classes, pool, staff)


def possible_weeks(
    world: World, classes: Sequence[ShiftClass], capacity: Mapping[tuple[str, str], int], pool: Pool
) -> list[PoolWeek]:
    """The weeks up to ``finish_by``, staffed with all that any plan could give this pool."""
    lenders = {unit for officer in world.officers for unit in officer.lent_to}

    def staff(week: str, posts: Sequence[Post], reserve: Sequence[ShiftClass]) -> Staff:
        minutes = sum(capacity.get((unit, week), 0) for unit in {post.unit for post in posts})
        minutes -= sum(each.minutes * each.post.crew_officers * each.standing for each in reserve)
        loans = MOST_LOANS * sum(post.unit in lenders for post in posts)
        helpers = _helper_shifts(world, {post.id for post in posts}, week)
        return Staff(minutes, helpers, loans, world.weights.loan, max(shift.minutes for shift in world.shifts))

    return _weeks(world, classes, pool, staff)


def own_arrivals(world: World, pool: Pool) -> Mapping[str, Array]:
    """Mobilised arrivals per week and segment of the organisations of this place alone (persons)."""
    return _arrivals(
        world,
        pool,
        (
            (week, organisation.id, organisation.weekly_capacity)
            for organisation in world.organisations
            if organisation.places == (pool.place,) and organisation.stream == pool.stream
            for week in world.weeks
        ),
    )


def shared_arrivals(world: World, pool: Pool, allocation: Allocation) -> Mapping[str, Array]:
    """Mobilised arrivals per week and segment as allocated by organisations that choose between places (persons)."""
    streams = {organisation.id: organisation.stream for organisation in world.organisations}
    return _arrivals(
        world,
        pool,
        (
            (week, name, people)
            for (week, name, place), people in allocation.invitations.items()
            if place == pool.place and streams[name] == pool.stream
        ),
    )


def _arrivals(world: World, pool: Pool, invitations: Iterable[tuple[str, str, float]]) -> Mapping[str, Array]:
    organisations = {organisation.id: organisation for organisation in world.organisations}
    arrivals = {week: np.zeros(len(pool.segments)) for week in world.weeks}
    for week, name, people in invitations:
        organisation = organisations[name]
        split = np.array([organisation.segments.get(segment.id, 0.0) for segment in pool.segments])
        arrivals[week] = arrivals[week] + people * organisation.show_up_rate * split
    return arrivals


def _weeks(world: World, classes: Sequence[ShiftClass], pool: Pool, staff: StaffOfWeek) -> list[PoolWeek]:
    by_week: dict[str, list[ShiftClass]] = defaultdict(list)
    reserve: dict[str, list[ShiftClass]] = defaultdict(list)
    for each in classes:
        if each.post.pool == pool.key:
            (reserve if each.is_reserve else by_week)[each.week].append(each)
    posts = [post for post in world.posts if post.pool == pool.key]
    return [
        PoolWeek(world, pool, week, merged_classes(of_week, pool), staff(week, posts, reserve[week]))
        for week, of_week in sorted(by_week.items())
    ]


def _taken_elsewhere(world: World, allocation: Allocation, pool: Pool, unit: str, week: str) -> int:
    """Officer-minutes of a unit that go to posts of other pools and to other units."""
    elsewhere = sum(
        each.minutes * (each.post.crew_size * number - allocation.helpers.get(each, 0))
        for each, number in allocation.shifts.items()
        if each.post.unit == unit and each.week == week and each.post.pool != pool.key
    )
    lent = sum(n for (lender, _, lent_week), n in allocation.loans.items() if (lender, lent_week) == (unit, week))
    return elsewhere + min(shift.minutes for shift in world.shifts) * lent


def _helper_shifts(world: World, posts: set[str], week: str) -> int:
    days = [day.date for day in world.days if day.week == week]
    return sum(
        min(helper.shifts_per_week, len(world.shifts) * sum(day not in helper.unavailable for day in days))
        for helper in world.helpers
        if posts & set(helper.posts)
    )
