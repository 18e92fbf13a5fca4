"""The weeks of one pool: who can man its posts in each, and whom its organisations bring."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

import numpy as np

from optimizer.campaign.allocation.allocation import Allocation
from optimizer.campaign.allocation.hours import Hours, UnitWeek
from optimizer.campaign.allocation.shift_classes import ShiftClass, merged_classes
from optimizer.campaign.labelling.arrays import Array
from optimizer.campaign.labelling.pool_week import PoolWeek
from optimizer.campaign.labelling.week_patterns import AvailableCrew
from optimizer.campaign.service.least_queues import largest_shares
from optimizer.world.ids import PostId, Week
from optimizer.world.work import Organisation, Pool, Post
from optimizer.world.world import World

CrewOfWeek = Callable[[Week, Sequence[Post], Sequence[ShiftClass]], AvailableCrew]
"""Week, posts of the pool, and its classes after ``finish_by`` in that week, to who can man the week."""


def planned_weeks(
    world: World, classes: Sequence[ShiftClass], hours: Hours, allocation: Allocation, pool: Pool
) -> list[PoolWeek]:
    """The weeks up to ``finish_by``, with the crew that the allocation leaves this pool of its unit's hours."""
    shortest = min(shift.minutes for shift in world.shifts)

    def crew(week: Week, posts: Sequence[Post], reserve: Sequence[ShiftClass]) -> AvailableCrew:
        # Standing shifts after ``finish_by`` come out of the same week's hours, with whole crews.
        minutes = -sum(each.minutes * each.post.crew_size * each.standing for each in reserve)
        for unit in {post.unit for post in posts}:
            minutes += hours.capacity.get((unit, week), 0) - hours.committed.get((unit, week), 0)
            minutes -= _taken_elsewhere(world, allocation, pool, unit, week)
        names = {post.id for post in posts}
        loans = sum(n for (_, post, lent), n in allocation.loans.items() if post in names and lent == week)
        return AvailableCrew(minutes, _helper_shifts(world, names, week), loans, world.weights.loan, shortest)

    return _weeks(world, classes, pool, crew)


def possible_weeks(
    world: World,
    classes: Sequence[ShiftClass],
    capacity: Mapping[UnitWeek, int],
    elsewhere: Mapping[UnitWeek, int],
    pool: Pool,
) -> list[PoolWeek]:
    """The weeks up to ``finish_by``, with all the crew that any plan could give this pool.

    Parameters
    ----------
    world, classes
        The campaign and its shift classes.
    capacity, elsewhere
        Officer-minutes per unit and week that no plan exceeds, and officer-shifts that may be wanted elsewhere.
    pool
        Whom to serve.
    """
    borrowers = {unit for officer in world.officers for unit in officer.lent_to}
    longest, shortest = (most(shift.minutes for shift in world.shifts) for most in (max, min))

    def crew(week: Week, posts: Sequence[Post], reserve: Sequence[ShiftClass]) -> AvailableCrew:
        units = {post.unit for post in posts}
        minutes = sum(capacity.get((unit, week), 0) for unit in units)
        # Of those after ``finish_by`` at least the officers whom no helper can replace.
        minutes -= sum(each.minutes * each.post.crew_officers * each.standing for each in reserve)
        loans = sum(
            post.crew_size * sum(world.week_of(day_shift) == week for day_shift in post.may_open)
            for post in posts
            if post.unit in borrowers
        )
        helpers = _helper_shifts(world, {post.id for post in posts}, week)
        lent = sum(elsewhere.get((unit, week), 0) for unit in units)
        return AvailableCrew(minutes, helpers, loans, world.weights.loan, longest, lent, shortest)

    return _weeks(world, classes, pool, crew)


def own_arrivals(world: World, pool: Pool) -> Mapping[Week, Array]:
    """Mobilised arrivals per week and segment of the organisations of this place alone (persons)."""
    own = [each for each in world.organisations if each.places == (pool.place,) and each.stream == pool.stream]
    return _arrivals(world, pool, ((week, each, each.weekly_capacity) for each in own for week in world.weeks))


def shared_arrivals(world: World, pool: Pool, allocation: Allocation) -> Mapping[Week, Array]:
    """Mobilised arrivals per week and segment as allocated by organisations that choose between places (persons)."""
    organisations = {each.id: each for each in world.organisations if each.stream == pool.stream}
    return _arrivals(
        world,
        pool,
        (
            (week, organisations[name], people)
            for (week, name, place), people in allocation.invitations.items()
            if place == pool.place and name in organisations
        ),
    )


def arrivals_of(organisation: Organisation, people: float, pool: Pool) -> Array:
    """Mobilised arrivals of each segment if an organisation invites so many people (persons)."""
    split = np.array([organisation.segments.get(segment.id, 0.0) for segment in pool.segments])
    return people * organisation.show_up_rate * split


def _arrivals(
    world: World, pool: Pool, invitations: Iterable[tuple[Week, Organisation, float]]
) -> Mapping[Week, Array]:
    arrivals = {week: np.zeros(len(pool.segments)) for week in world.weeks}
    for week, organisation, people in invitations:
        arrivals[week] = arrivals[week] + arrivals_of(organisation, people, pool)
    return arrivals


def _weeks(world: World, classes: Sequence[ShiftClass], pool: Pool, crew: CrewOfWeek) -> list[PoolWeek]:
    by_week: dict[Week, list[ShiftClass]] = defaultdict(list)
    reserve: dict[Week, list[ShiftClass]] = defaultdict(list)
    for each in classes:
        if each.post.pool == pool.key:
            (reserve if each.is_reserve else by_week)[each.week].append(each)
    posts = [post for post in world.posts if post.pool == pool.key]
    largest = largest_shares(world, pool)
    return [
        PoolWeek(world, pool, week, merged_classes(of_week, pool), crew(week, posts, reserve[week]), largest)
        for week, of_week in sorted(by_week.items())
    ]


def _taken_elsewhere(world: World, allocation: Allocation, pool: Pool, unit: str, week: Week) -> int:
    """Officer-minutes of a unit that go to posts of other pools and to other units."""
    elsewhere = sum(
        each.minutes * (each.post.crew_size * number - allocation.helpers.get(each, 0))
        for each, number in allocation.shifts.items()
        if each.post.unit == unit and each.week == week and each.post.pool != pool.key
    )
    lent = sum(n for (lender, _, when), n in allocation.loans.items() if (lender, when) == (unit, week))
    return elsewhere + min(shift.minutes for shift in world.shifts) * lent


def _helper_shifts(world: World, posts: Collection[PostId], week: Week) -> int:
    """Shifts that helpers who may stand at some posts have in a week, wherever else they may stand."""
    days = [day.date for day in world.days if day.week == week]
    return sum(
        min(helper.shifts_per_week, len(world.shifts) * sum(day not in helper.unavailable for day in days))
        for helper in world.helpers
        if any(post in posts for post in helper.posts)
    )
